package dev.gatehouse.agent.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a conversation stands, read from the request alone: what the person last asked, and what the model has answered
 * since. Texts that the CLI writes itself are not the person's.
 *
 * @param prompt the person's last own text, empty if there is none
 * @param promptMessage the message that holds it
 * @param prompts how many texts of the person there are
 * @param before answers to the prompt that a compaction has taken out of the conversation
 * @param answers messages of the model after the prompt
 * @param results tool results after the prompt
 * @param folded plain texts that the person sent while the prompt was worked at
 */
record Conversation(
        String prompt,
        Optional<ChatMessage> promptMessage,
        int prompts,
        int before,
        List<ChatMessage> answers,
        List<ChatMessage.ToolResult> results,
        List<String> folded) {

    private static final Pattern REMINDER = Pattern.compile("<system-reminder>.*?</system-reminder>", Pattern.DOTALL);

    /** A message sent while a turn runs reaches the model so (measured on 2.1.330). */
    private static final Pattern FOLDED = Pattern.compile(
            "The user sent a new message while you were working:\\n(.*?)(?:\\n\\nThis is how Claude Code surfaces|$)",
            Pattern.DOTALL);

    /**
     * What is said to the model after its answer broke off; the CLI keeps what had come of it (measured on 2.1.330).
     */
    private static final String CUT_OFF = "Your response above was cut off mid-stream.";

    /** What the CLI adds on resume, after a stop, for its own commands and after a compaction (PROTOCOL 7). */
    private static final List<String> NOT_THE_PERSONS = List.of(
            "Continue from where you left off.",
            "[Request interrupted by user",
            CUT_OFF,
            Compaction.CONTINUED,
            "<task-notification>",
            "<local-command-",
            "<command-name>",
            "Caveat:");

    private static final String SYNTHETIC_ANSWER = "No response requested.";

    static Conversation of(List<ChatMessage> messages) {
        int at = -1;
        int prompts = 0;
        int before = 0;
        String prompt = "";
        for (int i = 0; i < messages.size(); i++) {
            Optional<String> text = personsText(messages.get(i));
            Optional<Compaction.State> kept = Compaction.stateIn(messages.get(i));
            if (text.isPresent() || kept.isPresent()) {
                at = i;
                prompts++;
                prompt = text.orElseGet(() -> kept.get().script());
                before = text.isPresent() ? 0 : kept.get().answered();
            }
        }
        List<ChatMessage> after = messages.subList(at + 1, messages.size());
        return new Conversation(
                prompt,
                at < 0 ? Optional.empty() : Optional.of(messages.get(at)),
                prompts,
                before,
                answers(after),
                after.stream()
                        .flatMap(each -> each.only(ChatMessage.ToolResult.class))
                        .toList(),
                after.stream().flatMap(each -> folded(each).stream()).toList());
    }

    /** How often the model has answered since the prompt. */
    int answered() {
        return before + answers.size();
    }

    Optional<ChatMessage.ToolResult> lastResult() {
        return results.isEmpty() ? Optional.empty() : Optional.of(results.getLast());
    }

    /**
     * A plain text sent while the model is at work does not take the place of the prompt that it works at; a script
     * does.
     */
    private static Optional<String> personsText(ChatMessage message) {
        List<String> texts = new ArrayList<>(folded(message));
        boolean folded = !texts.isEmpty() || !message.isUser();
        if (message.isUser()) {
            texts.addAll(ownTexts(message));
            folded = message.only(ChatMessage.ToolResult.class).findAny().isPresent();
        }
        Optional<String> script = texts.stream().filter(Script::isScript).reduce((first, second) -> second);
        if (script.isPresent() || folded || texts.isEmpty()) {
            return script;
        }
        return Optional.of(String.join("\n", texts));
    }

    private static List<String> ownTexts(ChatMessage message) {
        return message.only(ChatMessage.Text.class)
                .map(each -> REMINDER.matcher(each.text()).replaceAll("").strip())
                .filter(each -> !each.isEmpty())
                .filter(each -> NOT_THE_PERSONS.stream().noneMatch(each::startsWith))
                .toList();
    }

    private static List<String> folded(ChatMessage message) {
        return message.role().equals("system")
                ? message.only(ChatMessage.Text.class)
                        .flatMap(each -> FOLDED.matcher(each.text()).results())
                        .map(found -> found.group(1).strip())
                        .toList()
                : List.of();
    }

    private static List<ChatMessage> answers(List<ChatMessage> messages) {
        List<ChatMessage> answers = new ArrayList<>();
        for (ChatMessage each : messages) {
            if (each.isAssistant() && !hasText(each, SYNTHETIC_ANSWER)) {
                answers.add(each);
            } else if (each.isUser() && hasText(each, CUT_OFF) && !answers.isEmpty()) {
                answers.removeLast();
            }
        }
        return List.copyOf(answers);
    }

    private static boolean hasText(ChatMessage message, String beginning) {
        return message.only(ChatMessage.Text.class)
                .anyMatch(each -> each.text().strip().startsWith(beginning));
    }
}
