package dev.gatehouse.contract;

import java.util.List;

/** Permission rules in Claude Code's own syntax, e.g. {@code Bash(curl *)}. deny beats ask, ask beats allow. */
public record Rules(List<String> deny, List<String> ask, List<String> allow) {

    public static final Rules NONE = new Rules(List.of(), List.of(), List.of());

    public Rules {
        deny = List.copyOf(deny);
        ask = List.copyOf(ask);
        allow = List.copyOf(allow);
    }
}
