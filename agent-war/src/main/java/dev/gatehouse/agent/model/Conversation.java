package dev.gatehouse.agent.model;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a conversation stands, read from the request alone: what the person last asked, and how often the model has
 * answered since. Texts that the CLI writes itself are not the person's.
 *
 * @param prompt the person's last own text, empty if there is none
 * @param promptMessage the message that holds it
 * @param prompts how many texts of the person there are
 * @param answers messages of the model after the prompt
 * @param results tool results after the prompt
 */
record Conversation(
        String prompt,
        Optional<ChatMessage> promptMessage,
        int prompts,
        List<ChatMessage> answers,
        List<ChatMessage.ToolResult> results) {

    private static final Pattern REMINDER = Pattern.compile("<system-reminder>.*?</system-reminder>", Pattern.DOTALL);

    /** What the CLI adds on resume and after a stop (PROTOCOL 7). */
    private static final List<String> NOT_THE_PERSONS = List.of(
            "Continue from where you left off.",
            "[Request interrupted by user",
            "<task-notification>",
            "<local-command-",
            "<command-name>",
            "Caveat:");

    private static final String SYNTHETIC_ANSWER = "No response requested.";

    static Conversation of(List<ChatMessage> messages) {
        int at = -1;
        int prompts = 0;
        String prompt = "";
        for (int i = 0; i < messages.size(); i++) {
            Optional<String> text = personsText(messages.get(i));
            if (text.isPresent()) {
                at = i;
                prompts++;
                prompt = text.get();
            }
        }
        List<ChatMessage> after = messages.subList(at + 1, messages.size());
        return new Conversation(
                prompt,
                at < 0 ? Optional.empty() : Optional.of(messages.get(at)),
                prompts,
                after.stream().filter(Conversation::isAnswer).toList(),
                after.stream()
                        .flatMap(each -> each.only(ChatMessage.ToolResult.class))
                        .toList());
    }

    Optional<ChatMessage.ToolResult> lastResult() {
        return results.isEmpty() ? Optional.empty() : Optional.of(results.getLast());
    }

    /**
     * A plain text that arrives together with a tool result was sent while the model was at work; it does not take the
     * place of a prompt that is still being worked at, a script does.
     */
    private static Optional<String> personsText(ChatMessage message) {
        if (!message.isUser()) {
            return Optional.empty();
        }
        List<String> texts = message.only(ChatMessage.Text.class)
                .map(each -> REMINDER.matcher(each.text()).replaceAll("").strip())
                .filter(each -> !each.isEmpty())
                .filter(each -> NOT_THE_PERSONS.stream().noneMatch(each::startsWith))
                .toList();
        Optional<String> script = texts.stream().filter(Script::isScript).reduce((first, second) -> second);
        boolean folded = message.only(ChatMessage.ToolResult.class).findAny().isPresent();
        if (script.isPresent() || folded || texts.isEmpty()) {
            return script;
        }
        return Optional.of(texts.stream().collect(Collectors.joining("\n")));
    }

    private static boolean isAnswer(ChatMessage message) {
        return message.isAssistant()
                && message.only(ChatMessage.Text.class)
                        .noneMatch(each -> each.text().strip().equals(SYNTHETIC_ANSWER));
    }
}
