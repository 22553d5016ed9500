package dev.gatehouse.contract;

import java.util.Arrays;
import java.util.Optional;

/** Claude Code's permission modes. They have no total order: what someone may use is a set. */
public enum PermissionMode implements WireName {
    DEFAULT("default"),
    ACCEPT_EDITS("acceptEdits"),
    PLAN("plan"),
    AUTO("auto"),
    DONT_ASK("dontAsk"),
    BYPASS_PERMISSIONS("bypassPermissions");

    private final String wireName;

    PermissionMode(String wireName) {
        this.wireName = wireName;
    }

    /** The name the CLI uses in flags and messages. */
    @Override
    public String wireName() {
        return wireName;
    }

    public static Optional<PermissionMode> fromWireName(String name) {
        return Arrays.stream(values())
                .filter(mode -> mode.wireName.equals(name))
                .findFirst();
    }
}
