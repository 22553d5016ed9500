package dev.gatehouse.agent.model;

import dev.gatehouse.agent.model.Reply.Block;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The model that follows a script ({@link Script}) instead of thinking. An answer depends on the request alone, so it
 * goes on rightly after a crash of anything; only how often it has refused is remembered.
 */
public final class ScriptedModel {

    /** Stands in every answer, so that nobody can take it for the real thing. */
    public static final String NAME = "gatehouse-scripted";

    static final int MAX_REMEMBERED = 1_000;

    private static final Pattern SYSTEM_HAS = Pattern.compile("\\$\\{systemHas:([^}]{1,200})}");

    private final Map<String, Integer> failures = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    Reply reply(ModelRequest request) {
        Conversation conversation = Conversation.of(request.messages());
        if (Script.isScript(conversation.prompt())) {
            return scripted(request, conversation);
        }
        return Reply.Message.text(
                "I am the scripted model, not Claude. Give me a script, for example: " + Script.EXAMPLE);
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
                if (answered++ == conversation.answers().size()) {
                    return filledIn(step.reply(), request, conversation);
                }
            } else if (answered == conversation.answers().size()
                    && failsAgain(request, conversation, i, step.times())) {
                return step.reply();
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

    private static Reply filledIn(Reply reply, ModelRequest request, Conversation conversation) {
        if (!(reply instanceof Reply.Message message)) {
            return reply;
        }
        List<Block> blocks = new ArrayList<>();
        for (Block block : message.blocks()) {
            blocks.add(
                    block instanceof Reply.Text text
                            ? new Reply.Text(filledIn(text.text(), request, conversation))
                            : block);
        }
        return new Reply.Message(blocks, message.pace(), message.usage());
    }

    private static String filledIn(String text, ModelRequest request, Conversation conversation) {
        if (!text.contains("${")) {
            return text;
        }
        String images = conversation.promptMessage().stream()
                .flatMap(each -> each.only(ChatMessage.Image.class))
                .map(ChatMessage.Image::mediaType)
                .toList()
                .toString();
        String known = SYSTEM_HAS
                .matcher(text)
                .replaceAll(found -> Boolean.toString(request.system().contains(found.group(1))));
        return known.replace("${images}", images)
                .replace(
                        "${lastToolResult}",
                        conversation
                                .lastResult()
                                .map(ChatMessage.ToolResult::text)
                                .orElse("(no tool result)"));
    }
}
