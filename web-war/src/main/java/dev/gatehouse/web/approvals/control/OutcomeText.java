package dev.gatehouse.web.approvals.control;

import dev.gatehouse.contract.AgentEvent.Resolution;

/** What became of a question, in words for people. */
public final class OutcomeText {

    private OutcomeText() {}

    /** Goes on with "by …" where someone did it. */
    public static String of(Resolution resolution) {
        return switch (resolution) {
            case ALLOWED_ONCE -> "allowed once";
            case ALLOWED_FOR_SESSION -> "allowed for the whole conversation";
            case DENIED -> "denied";
            case ANSWERED -> "answered";
            case ACCEPTED -> "accepted";
            case REJECTED -> "rejected";
            case WITHDRAWN -> "taken back: Claude no longer asks";
            case TIMED_OUT -> "denied, as nobody answered in time";
            case UNWATCHED -> "denied, as nobody was watching";
            case FROZEN -> "denied, as an administrator had stopped everything";
            case LOST -> "lost when Claude Code ended";
        };
    }
}
