package dev.gatehouse.web.tryit.entity;

import dev.gatehouse.contract.Verdict.Outcome;

/** What becomes of a call, as far as a case can expect it. Names are stored: never rename one. */
public enum Answer {
    RUNS("runs", "badge-ok"),
    ASKS("asks", "badge-info"),
    DENIED("is denied", "badge-danger"),
    DEPENDS("depends on a safety check", "badge-warn"),
    INVALID("cannot be made", "badge-warn"),
    /** The policy does not let the person use the mode at all. */
    MODE_NOT_GRANTED("mode not granted", "badge-danger");

    private final String text;
    private final String badge;

    Answer(String text, String badge) {
        this.text = text;
        this.badge = badge;
    }

    public String getText() {
        return text;
    }

    public String getBadge() {
        return badge;
    }

    public static Answer of(Outcome outcome) {
        return switch (outcome) {
            case RUNS -> RUNS;
            case ASKS -> ASKS;
            case DENIED -> DENIED;
            case DEPENDS -> DEPENDS;
            case INVALID -> INVALID;
        };
    }
}
