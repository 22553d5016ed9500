package dev.gatehouse.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What web may ask of a session. Who asks travels in the {@link ServiceToken}, never in a command. */
public sealed interface AgentCommand {

    /**
     * Creates the session if it does not exist; the same command again changes nothing, one with another grant replaces
     * the grant.
     */
    record StartSession(ModeGrant grant, Optional<PermissionMode> mode, Optional<String> model)
            implements AgentCommand {}

    /** Brings the worker up before the first key is pressed (the composer got the focus). */
    record Warm() implements AgentCommand {}

    /** @param promptId chosen by the sender; the same id again is the same prompt, however often it is sent */
    record Prompt(UUID promptId, String text, List<Image> images) implements AgentCommand {
        public Prompt {
            images = List.copyOf(images);
        }
    }

    /** Takes back a prompt that waits behind a running turn. */
    record CancelPrompt(UUID promptId) implements AgentCommand {}

    record Interrupt() implements AgentCommand {}

    record ChangeMode(PermissionMode mode) implements AgentCommand {}

    record ChangeModel(String model) implements AgentCommand {}

    /** @param message the reason, told to Claude; used with {@link Decision#DENY} only */
    record AnswerPermission(String questionId, Decision decision, Optional<String> message) implements AgentCommand {}

    /** @param answers question text to the chosen label, several joined by {@code ", "}, or a text of one's own */
    record AnswerQuestion(String questionId, Map<String, String> answers) implements AgentCommand {
        public AnswerQuestion {
            answers = Map.copyOf(answers);
        }
    }

    /**
     * @param mode mode to go on in when accepted; must be granted
     * @param message what to change when rejected, told to Claude
     */
    record AnswerPlan(String questionId, boolean accept, Optional<PermissionMode> mode, Optional<String> message)
            implements AgentCommand {}

    /** Takes back an "allow for this session"; the worker is restarted, as the CLI cannot forget a session rule. */
    record RevokeSessionRule(String rule) implements AgentCommand {}

    /** Stops one background task (a subagent or a background shell command). */
    record StopTask(String taskId) implements AgentCommand {}

    /** Ends the worker; the conversation stays and the next prompt wakes it. */
    record Park() implements AgentCommand {}

    /** Ends the session for good; its history can still be read. */
    record EndSession() implements AgentCommand {}

    enum Decision {
        ONCE,
        SESSION,
        DENY
    }

    /** @param data base64; the Messages API takes image/png, image/jpeg, image/gif and image/webp */
    record Image(String mediaType, String data) {}
}
