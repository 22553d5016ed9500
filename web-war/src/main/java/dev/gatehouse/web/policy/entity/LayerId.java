package dev.gatehouse.web.policy.entity;

/**
 * Which layer of a policy.
 *
 * @param name of the group or user; empty for everyone
 */
public record LayerId(Kind kind, String name) {

    public static final LayerId EVERYONE = new LayerId(Kind.EVERYONE, "");

    public enum Kind {
        EVERYONE,
        GROUP,
        USER
    }

    public static LayerId group(String name) {
        return new LayerId(Kind.GROUP, name);
    }

    public static LayerId user(String name) {
        return new LayerId(Kind.USER, name);
    }

    /** For people. */
    public String text() {
        return switch (kind) {
            case EVERYONE -> "everyone";
            case GROUP -> "group " + name;
            case USER -> "user " + name;
        };
    }
}
