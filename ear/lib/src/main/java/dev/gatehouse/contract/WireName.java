package dev.gatehouse.contract;

/** An enum constant whose name on the wire is not its Java name. */
public interface WireName {

    String wireName();
}
