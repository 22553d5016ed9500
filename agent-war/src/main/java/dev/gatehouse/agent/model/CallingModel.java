package dev.gatehouse.agent.model;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The model of a dry run: to a prompt it knows it makes the calls it was told, exactly as told, one in each answer and
 * whatever becomes of them. To all else, so also to subagents, it says that it is done.
 */
public final class CallingModel implements ReplySource {

    private static final Reply.Message DONE = Reply.Message.text("Done.");

    /** A long list of calls must not look like a conversation that is to be compacted. */
    private static final Optional<Reply.Usage> USAGE = Optional.of(new Reply.Usage(1, 1));

    private static final Reply.Pace PACE = new Reply.Pace(Duration.ZERO, 4096, Duration.ZERO);

    private final Map<String, List<Call>> prompts = new ConcurrentHashMap<>();

    /** What the model service's own safety check says of a call. */
    public enum SafetyCheck {
        /** It does not run. */
        NONE,
        NOT_FLAGGED,
        FLAGGED
    }

    /** @param id under which the CLI speaks of the call; never the same twice in one conversation */
    public record Call(String id, String tool, JsonObject input, SafetyCheck check) {}

    public void onPrompt(String prompt, List<Call> calls) {
        prompts.put(prompt, List.copyOf(calls));
    }

    @Override
    public Reply reply(ModelRequest request) {
        Conversation conversation = Conversation.of(request.messages());
        Optional<Reply.Message> aside = SideRequest.answer(request, conversation);
        if (aside.isPresent()) {
            return aside.get();
        }
        List<Call> calls = prompts.getOrDefault(conversation.prompt(), List.of());
        int next = conversation.answered();
        return next < calls.size() ? answer(calls.get(next)) : DONE;
    }

    private static Reply answer(Call call) {
        Optional<Reply.Check> check = switch (call.check()) {
            case NONE -> Optional.empty();
            case NOT_FLAGGED -> Optional.of(Reply.Check.NOT_FLAGGED);
            case FLAGGED -> Optional.of(Reply.Check.FLAGGED);
        };
        return new Reply.Message(List.of(new Reply.ToolUse(call.id(), call.tool(), call.input())), PACE, USAGE, check);
    }
}
