package dev.gatehouse.agent.model;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The CLI replaces a long conversation by a summary that it asks the model for. The scripted model's summary carries
 * its script and how far it is, so that it can go on.
 */
final class Compaction {

    /** How the CLI begins the message that holds the summary (measured on 2.1.330). */
    static final String CONTINUED = "This session is being continued from a previous conversation";

    private static final String ASKED = "Your task is to create a detailed summary of";
    private static final Pattern STATE = Pattern.compile("scripted-model-state (\\d{1,6}) ([A-Za-z0-9+/=]+)");

    private Compaction() {}

    /** @param answered how many answers of the script had been given */
    record State(int answered, String script) {}

    static boolean isAskedFor(ModelRequest request) {
        return request.last().isUser()
                && request.last()
                        .only(ChatMessage.Text.class)
                        .anyMatch(each -> each.text().contains(ASKED));
    }

    static Reply.Message summary(Conversation conversation) {
        String state = Script.isScript(conversation.prompt())
                ? "\nscripted-model-state " + conversation.answered() + " "
                        + Base64.getEncoder()
                                .encodeToString(conversation.prompt().getBytes(StandardCharsets.UTF_8))
                : "";
        return Reply.Message.text("<analysis>The scripted model does not analyse.</analysis>\n"
                + "<summary>The conversation so far was with the scripted model." + state + "</summary>");
    }

    static Optional<State> stateIn(ChatMessage message) {
        if (!message.isUser()) {
            return Optional.empty();
        }
        return message.only(ChatMessage.Text.class)
                .filter(each -> each.text().strip().startsWith(CONTINUED))
                .map(each -> STATE.matcher(each.text()))
                .filter(Matcher::find)
                .map(found -> new State(Integer.parseInt(found.group(1)), decode(found.group(2))))
                .filter(each -> Script.isScript(each.script()))
                .findFirst();
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
