package dev.gatehouse.contract;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What happens in a session, in Gatehouse's words. {@link Durable} events take a number of the session's one counter
 * and are in its log before anyone sees them; {@link Transient} ones travel under the last durable number and are never
 * stored.
 */
public sealed interface AgentEvent {

    /** Numbered, logged, replayed. */
    sealed interface Durable extends AgentEvent {}

    /** Shown to whoever watches now; what it said is contained in a later durable event or a snapshot. */
    sealed interface Transient extends AgentEvent {}

    // --- the session

    /** @param notice why the session could not start in the grant's initial mode, for the person to read */
    record SessionStarted(
            UUID owner, ModeGrant grant, PermissionMode mode, Optional<String> model, Optional<String> notice)
            implements Durable {}

    record GrantChanged(ModeGrant grant) implements Durable {}

    /** The live worker proved that it works under this grant: the CLI listed its rules and reported a granted mode. */
    record GrantConfirmed(long policyVersion, long revision) implements Durable {}

    record WorkerStarted(String cliVersion, String isolation, ModelAccess modelAccess, boolean resumed)
            implements Durable {}

    /** The worker is gone, the session is not: the next prompt wakes it. */
    record WorkerEnded(WorkerEnd reason, Optional<String> detail) implements Durable {}

    /** Something that the person must know: the session cannot go on as it is. */
    record SessionFailed(ProblemCode code, String message) implements Durable {}

    /** @param by account that ended it */
    record SessionEnded(UUID by) implements Durable {}

    /** The CLI now writes another transcript ({@code /clear} does that); later resumes use this one. */
    record TranscriptChanged(UUID transcript) implements Durable {}

    /** A title for the conversation, made from its content. */
    record TitleSuggested(String title) implements Durable {}

    // --- prompts and turns

    record PromptAccepted(UUID promptId, UUID by, String text, List<Blob> images) implements Durable {}

    /** The CLI has taken the prompt up. */
    record PromptStarted(UUID promptId) implements Durable {}

    record PromptCancelled(UUID promptId, UUID by) implements Durable {}

    record TurnStarted(TurnOrigin origin) implements Durable {}

    record InterruptRequested(UUID by) implements Durable {}

    /**
     * @param prompts the prompts this turn answered; none for a turn nobody asked for
     * @param message what went wrong, as the CLI tells it
     * @param denials tool calls refused in this turn; a turn with denials is never shown as plain success
     * @param durationMillis wall time of the turn
     */
    record TurnCompleted(
            TurnOutcome outcome,
            List<UUID> prompts,
            Optional<String> message,
            Optional<ProblemCode> code,
            int denials,
            long durationMillis)
            implements Durable {}

    /**
     * What one turn used (the CLI's own figures are cumulative over its process; these are not).
     *
     * @param costUsd in US dollars, the CLI's estimate
     */
    record UsageReported(
            String model,
            long inputTokens,
            long outputTokens,
            long cacheReadTokens,
            long cacheCreationTokens,
            double costUsd)
            implements Durable {}

    // --- content

    /** @param parent tool use id of the subagent this belongs to */
    record BlockStarted(String blockId, BlockKind kind, Optional<String> parent) implements Durable {}

    record TextDelta(String blockId, int offset, String text) implements Transient {}

    /** The text of an open block so far; {@code TextDelta}s go on behind it. */
    record BlockSnapshot(String blockId, BlockKind kind, Optional<String> parent, String text) implements Transient {}

    record TextBlock(String blockId, String text, Optional<String> parent) implements Durable {}

    record ThinkingBlock(String blockId, String text, Optional<String> parent) implements Durable {}

    /** The block will never be finished; what was streamed of it is void. */
    record BlockAborted(String blockId) implements Durable {}

    record ToolStarted(String toolUseId, String tool, JsonObject input, Optional<String> parent) implements Durable {}

    /**
     * @param content what the tool answered, cut at {@link #MAX_TOOL_RESULT} characters
     * @param truncated whether it was cut
     * @param denied whether the call was refused rather than run
     * @param decision what decided that; empty in the events of version 0.1
     */
    record ToolFinished(
            String toolUseId,
            boolean error,
            boolean denied,
            String content,
            boolean truncated,
            List<Blob> images,
            Optional<JsonObject> details,
            Optional<String> parent,
            Optional<ToolDecision> decision)
            implements Durable {}

    // --- questions

    /**
     * @param input exactly what would run
     * @param sessionRules the rules that "allow for this session" would add; empty if that cannot be offered
     * @param reason why the CLI asks, in its words
     * @param reasonType the CLI's {@code decision_reason_type}
     * @param subagent whether a subagent asks
     */
    record PermissionRequested(
            String questionId,
            String toolUseId,
            String tool,
            JsonObject input,
            Optional<String> description,
            Optional<String> reason,
            Optional<String> reasonType,
            Optional<String> matchedRule,
            List<String> sessionRules,
            boolean subagent)
            implements Durable {}

    record QuestionAsked(String questionId, String toolUseId, List<Question> questions) implements Durable {}

    /** @param modes the granted modes to go on in */
    record PlanProposed(String questionId, String toolUseId, String plan, List<PermissionMode> modes)
            implements Durable {}

    /**
     * The end of a permission request, question or plan; every one has exactly one.
     *
     * @param by who decided; empty when nobody did
     */
    record PermissionResolved(
            String questionId,
            Resolution resolution,
            Optional<UUID> by,
            Optional<String> message,
            Map<String, String> answers)
            implements Durable {}

    /**
     * The first of the two who have to allow has done so.
     *
     * @param person whether it was the person whose session it is, and not an approver
     */
    record PermissionEndorsed(String questionId, UUID by, boolean person) implements Durable {}

    /**
     * The worker died while the question was open. It is asked again on resume; an answer given meanwhile counts once,
     * for the identical tool and input.
     */
    record QuestionLost(String questionId) implements Durable {}

    record SessionRuleAdded(String rule, UUID by) implements Durable {}

    record SessionRuleRevoked(String rule, UUID by) implements Durable {}

    // --- settings

    /** @param mode the mode in force, as the CLI reports it */
    record ModeChanged(PermissionMode mode, Optional<UUID> by) implements Durable {}

    record ModelChanged(String model) implements Durable {}

    // --- the rest

    /** Something worth a line in the conversation: a retry, a compaction, a refusal by policy. */
    record Notice(NoticeLevel level, String text) implements Durable {}

    /**
     * A frame of the CLI that this version does not know; shown as such, never dropped.
     *
     * @param frame the CLI's name of it (not {@code type}: that is the envelope's)
     */
    record Unrecognized(String frame, String json) implements Durable {}

    /** Present state; sent first to every subscriber and at every change. */
    record SessionState(
            SessionPhase phase,
            PermissionMode mode,
            Optional<String> model,
            List<String> openQuestions,
            List<UUID> queuedPrompts,
            List<Task> tasks,
            List<String> sessionRules)
            implements Transient {}

    /** What a long call or request is at, for the status line. */
    record Progress(String text, Optional<String> toolUseId, long elapsedMillis) implements Transient {}

    int MAX_TOOL_RESULT = 256 * 1024;

    enum BlockKind {
        TEXT,
        THINKING
    }

    enum SessionPhase {
        /** No worker; the next prompt starts one. */
        PARKED,
        STARTING,
        IDLE,
        WORKING,
        /** A question is open. */
        WAITING,
        STOPPING,
        ENDED
    }

    enum WorkerEnd {
        IDLE,
        PARKED_BY_PERSON,
        CRASHED,
        AGENT_STOPPED,
        RESTARTED,
        VIOLATED_GRANT,
        SESSION_ENDED,
        STOPPED_BY_ADMINISTRATOR,
        /** A question waits and the policy says that no worker waits with it. */
        WAITING_FOR_ANSWER,
        FROZEN
    }

    enum TurnOrigin {
        PROMPT,
        /** A background task finished. */
        NOTIFICATION,
        OTHER
    }

    enum TurnOutcome {
        SUCCESS,
        INTERRUPTED,
        FAILED
    }

    enum Resolution {
        ALLOWED_ONCE,
        ALLOWED_FOR_SESSION,
        DENIED,
        ANSWERED,
        ACCEPTED,
        REJECTED,
        /** The CLI took the question back, e.g. because the turn was stopped. */
        WITHDRAWN,
        TIMED_OUT,
        /** Nobody watched, and the policy denies then. */
        UNWATCHED,
        /** All action was stopped by an administrator. */
        FROZEN,
        /** Lost with its worker and asked again as another question, or no longer asked. */
        LOST
    }

    enum NoticeLevel {
        INFO,
        WARNING,
        ERROR
    }

    enum ModelAccess {
        SCRIPTED,
        API_KEY
    }

    record Question(String question, String header, boolean multiSelect, List<Option> options) {}

    record Option(String label, String description) {}

    record Task(String taskId, String description) {}

    /** @param sha256 hex; the name under which the session keeps the bytes */
    record Blob(String sha256, String mediaType, long bytes) {}
}
