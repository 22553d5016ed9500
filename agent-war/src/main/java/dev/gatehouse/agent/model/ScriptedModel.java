package dev.gatehouse.agent.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The model that follows a script ({@link Script}) instead of thinking. An answer depends on the request alone, so it
 * goes on rightly after a crash of anything; only how often it has refused is remembered.
 */
public final class ScriptedModel implements ReplySource {

    /** Stands in every answer, so that nobody can take it for the real thing. */
    public static final String NAME = "gatehouse-scripted";

    static final int MAX_REMEMBERED = 1_000;

    private final Map<String, Integer> failures = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    @Override
    public Reply reply(ModelRequest request) {
        Conversation conversation = Conversation.of(request.messages());
        Optional<Reply.Message> aside = SideRequest.answer(request, conversation);
        if (aside.isPresent()) {
            return aside.get();
        }
        return Script.isScript(conversation.prompt())
                ? scripted(request, conversation)
                : Demonstration.next(request, conversation);
    }

    private Reply scripted(ModelRequest request, Conversation conversation) {
        Script script;
        try {
            script = Script.parse(conversation.prompt());
        } catch (Script.MalformedException e) {
            return Reply.Message.text("This is not a script that I can follow: " + e.getMessage()
                    + "\n\nA script looks like this:\n\n```\n" + Script.EXAMPLE + "\n```");
        }
        int answered = 0;
        for (int i = 0; i < script.steps().size(); i++) {
            Script.Step step = script.steps().get(i);
            if (step.isAnswer()) {
                if (answered++ == conversation.answered()) {
                    return new Placeholders(request, conversation).fill(step.reply());
                }
            } else if (answered == conversation.answered() && failsAgain(request, conversation, i, step.times())) {
                return new Placeholders(request, conversation).fill(step.reply());
            }
        }
        return Reply.Message.text("(The script has ended.)");
    }

    private boolean failsAgain(ModelRequest request, Conversation conversation, int step, int times) {
        String key = String.join(
                "/",
                request.session(),
                Integer.toString(conversation.prompts()),
                Integer.toString(conversation.prompt().hashCode()),
                Integer.toString(step));
        synchronized (failures) {
            return failures.merge(key, 1, Integer::sum) <= times;
        }
    }
}
