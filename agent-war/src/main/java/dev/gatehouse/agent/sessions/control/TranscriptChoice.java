package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.contract.AgentEvent;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether a worker resumes the CLI's own record of the conversation or begins one. After kill -9 only a try can tell:
 * there may be no transcript where one is expected, one where none is, or one that can neither be resumed nor begun.
 */
final class TranscriptChoice {

    enum Start {
        RESUME,
        BEGIN
    }

    private final SessionJournal journal;
    private boolean missing;

    TranscriptChoice(SessionJournal journal) {
        this.journal = journal;
    }

    Start first() {
        return journal.memory().transcriptExpected() && !missing ? Start.RESUME : Start.BEGIN;
    }

    /** @return how to start instead, if the transcript is what made the start fail */
    Optional<Start> after(LaunchFailure failure, Start tried) {
        if (failure.noConversation() && tried == Start.RESUME) {
            missing = true;
            return Optional.of(Start.BEGIN);
        }
        if (failure.sessionIdInUse() && tried == Start.BEGIN) {
            if (!missing) {
                return Optional.of(Start.RESUME);
            }
            abandon();
            return Optional.of(Start.BEGIN);
        }
        return Optional.empty();
    }

    /** The worker said at its end whether it had found the transcript. */
    void found(boolean found) {
        missing = !found;
    }

    /** There is a transcript that can neither be resumed nor begun: kill -9 in the moment it was made leaves one. */
    private void abandon() {
        missing = false;
        journal.commit(new AgentEvent.TranscriptChanged(UUID.randomUUID()));
        journal.record(new AgentEvent.Notice(
                AgentEvent.NoticeLevel.WARNING,
                "Claude Code could not take up its own record of this conversation. It goes on, but Claude does not"
                        + " remember what was said before."));
    }
}
