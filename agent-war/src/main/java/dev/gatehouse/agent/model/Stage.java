package dev.gatehouse.agent.model;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a demonstration knows when it speaks: where it is, which tools it has, and how its earlier calls ended. */
record Stage(ModelRequest request, Conversation conversation, Surroundings surroundings) {

    /** Slow enough to be seen streaming, quick enough not to be waited for. */
    static final Reply.Pace PACE = new Reply.Pace(Duration.ZERO, 9, Duration.ofMillis(12));

    private static final int QUOTE_CHARS = 300;

    static Stage of(ModelRequest request, Conversation conversation) {
        return new Stage(request, conversation, Surroundings.of(request));
    }

    /** How many answers the demonstration has given since the person's prompt. */
    int scene() {
        return conversation.answered();
    }

    boolean has(String tool) {
        return request.offers(tool);
    }

    String file(String name) {
        return surroundings.directory().map(each -> each + "/" + name).orElse(name);
    }

    boolean hasCalled(String tool) {
        return conversation.answers().stream()
                .flatMap(each -> each.only(ChatMessage.ToolUse.class))
                .anyMatch(each -> each.name().equals(tool));
    }

    /** How the call of the given scene ended. */
    Optional<ChatMessage.ToolResult> result(int scene) {
        if (scene < 0 || scene >= conversation.answers().size()) {
            return Optional.empty();
        }
        return conversation
                .answers()
                .get(scene)
                .only(ChatMessage.ToolUse.class)
                .findFirst()
                .flatMap(use -> conversation.results().stream()
                        .filter(each -> each.toolUseId().equals(use.id()))
                        .findFirst());
    }

    boolean refused(int scene) {
        return result(scene).map(ChatMessage.ToolResult::error).orElse(false);
    }

    /** What the last call came to, in a sentence; empty if there was none. */
    String outcome(String ifDone) {
        return result(scene() - 1)
                .map(each -> each.error()
                        ? "That did not happen. The answer was:\n\n" + quote(each.text())
                                + "\n\nSo nothing was done, and I go on without it.\n\n"
                        : ifDone + "\n\n")
                .orElse("");
    }

    /** In this mode of the CLI whatever would ask is refused at once, and says so in these words (2.1.330). */
    boolean neverAsks(int scene) {
        return refused(scene)
                && result(scene)
                        .filter(each -> each.text().contains("don't ask mode"))
                        .isPresent();
    }

    /** As the person needs it: without the advice that the CLI adds for the model. */
    static String quote(String text) {
        String forPeople = text.split(" IMPORTANT: ", 2)[0].strip();
        String shown = forPeople.length() > QUOTE_CHARS ? forPeople.substring(0, QUOTE_CHARS) + "…" : forPeople;
        return shown.isEmpty()
                ? "> (nothing)"
                : shown.lines().map(line -> "> " + line).collect(Collectors.joining("\n"));
    }

    static Reply.Message say(String text) {
        return new Reply.Message(List.of(new Reply.Text(text.strip())), PACE, Optional.empty(), Optional.empty());
    }

    static Reply.Message call(String text, String tool, JsonObject input) {
        return new Reply.Message(
                List.of(new Reply.Text(text.strip()), new Reply.ToolUse(tool, input)),
                PACE,
                Optional.empty(),
                Optional.empty());
    }

    Reply.Message write(String text, String path, String content) {
        return call(
                text,
                "Write",
                Json.createObjectBuilder()
                        .add("file_path", path)
                        .add("content", content)
                        .build());
    }

    Reply.Message bash(String text, String command, String description) {
        return call(
                text,
                "Bash",
                Json.createObjectBuilder()
                        .add("command", command)
                        .add("description", description)
                        .build());
    }
}
