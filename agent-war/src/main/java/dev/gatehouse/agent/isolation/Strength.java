package dev.gatehouse.agent.isolation;

import dev.gatehouse.contract.WireName;

/** How strongly workers are kept apart, weakest first. */
public enum Strength implements WireName {
    /** Workers run as the user that runs the agent: for development, or for one person alone. */
    NONE("none"),
    /** Each owner is an OS user of their own; the kernel keeps their files and processes apart. */
    OS_USER("os-user");

    private final String wireName;

    Strength(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
