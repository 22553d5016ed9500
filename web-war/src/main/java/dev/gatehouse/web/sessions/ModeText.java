package dev.gatehouse.web.sessions;

import dev.gatehouse.contract.PermissionMode;

/** What a mode is called and means, in words for people. */
public record ModeText(String label, String description) {

    public static ModeText of(PermissionMode mode) {
        return switch (mode) {
            case DEFAULT -> new ModeText("Ask", "Claude reads freely and asks before it changes or runs something.");
            case ACCEPT_EDITS ->
                new ModeText("Accept edits", "Claude edits files without asking; it asks before it runs commands.");
            case PLAN -> new ModeText("Plan", "Claude looks and thinks, changes nothing, and proposes a plan first.");
            case AUTO ->
                new ModeText(
                        "Auto", "Claude goes on by itself; a safety check of the model service stops risky steps.");
            case DONT_ASK ->
                new ModeText("Don't ask", "Claude never asks: whatever is not allowed beforehand is refused.");
            case BYPASS_PERMISSIONS ->
                new ModeText("Bypass", "Claude does everything without asking. Only where the host is isolated.");
        };
    }
}
