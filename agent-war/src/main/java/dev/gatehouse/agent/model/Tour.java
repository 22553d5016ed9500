package dev.gatehouse.agent.model;

import jakarta.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The demonstration that a new user meets: real tools in the real workspace, a question, and a permission. Its scenes
 * follow from how the earlier ones ended, so the list is made anew for every request and its beginning never changes.
 */
final class Tour {

    /** The command for which the agent keeps an ask rule in scripted sessions, so that it asks in every mode. */
    static final String ASKS_ALWAYS = "rm gatehouse-demo.txt";

    static final String CREATE = "date > gatehouse-demo.txt; ls -l";

    static final String FORMATTING = "Formatted text";
    static final String PROGRAM = "A small program";
    static final String FINISH = "Just finish";

    private final Stage stage;
    private final List<Supplier<Reply.Message>> scenes = new ArrayList<>();
    private Optional<Integer> question = Optional.empty();

    Tour(Stage stage) {
        this.stage = stage;
        arrange();
    }

    Reply.Message next() {
        return scenes.get(Math.min(stage.scene(), scenes.size() - 1)).get();
    }

    private void arrange() {
        if (stage.has("Write")) {
            scenes.add(() -> stage.write(TourTexts.WELCOME, stage.file("welcome.md"), TourTexts.WELCOME_FILE));
        } else {
            scenes.add(() -> Stage.say(TourTexts.WELCOME + "\n" + TourTexts.NO_TOOLS));
            return;
        }
        if (stage.neverAsks(0)) {
            arrangeWithoutQuestions();
            return;
        }
        if (stage.has("Read") && !stage.refused(0)) {
            scenes.add(this::read);
        }
        int create = scenes.size();
        if (stage.has("Bash")) {
            scenes.add(() ->
                    stage.bash(stage.outcome("That worked.") + TourTexts.COMMAND, CREATE, "Create gatehouse-demo.txt"));
        }
        if (stage.has("AskUserQuestion")) {
            question = Optional.of(scenes.size());
            scenes.add(this::ask);
        }
        arrangeChoice();
        if (stage.has("Bash") && !stage.refused(create)) {
            scenes.add(() ->
                    stage.bash(choice() + TourTexts.LAST_COMMAND, ASKS_ALWAYS, "Remove the file of the demonstration"));
            scenes.add(() ->
                    Stage.say(stage.outcome("Gone: the file was removed because it was allowed.") + TourTexts.CLOSING));
        } else {
            scenes.add(() -> Stage.say(choice() + TourTexts.CLOSING));
        }
    }

    private void arrangeWithoutQuestions() {
        if (stage.has("Bash")) {
            scenes.add(() -> stage.bash(stage.outcome("") + TourTexts.NEVER_ASKS, "ls -l", "List the workspace"));
        }
        scenes.add(() -> Stage.say(
                stage.outcome("That needed no permission.") + TourTexts.FORMATTING + "\n" + TourTexts.CLOSING));
    }

    private void arrangeChoice() {
        if (!chosen(PROGRAM) || !stage.has("Bash")) {
            return;
        }
        scenes.add(() -> stage.write(
                "A small program, then. I write it down first.", stage.file("fibonacci.sh"), TourTexts.PROGRAM_FILE));
        scenes.add(() -> stage.bash(
                stage.outcome("Written. Now I run it."), "sh fibonacci.sh", "Run the program that was just written"));
    }

    private Reply.Message read() {
        return Stage.call(
                stage.outcome("The file is there.") + "I read it back, as one does.",
                "Read",
                Json.createObjectBuilder()
                        .add("file_path", stage.file("welcome.md"))
                        .build());
    }

    private Reply.Message ask() {
        return Stage.call(
                stage.outcome("That was a real command in your workspace.") + TourTexts.QUESTION,
                "AskUserQuestion",
                TourTexts.question());
    }

    /** The end of what was chosen at the question. */
    private String choice() {
        if (chosen(PROGRAM)) {
            return stage.outcome("It ran. The first Fibonacci numbers are in the card above.");
        }
        if (chosen(FORMATTING)) {
            return TourTexts.FORMATTING + "\n";
        }
        if (question.filter(stage::refused).isPresent()) {
            return stage.outcome("") + TourTexts.FORMATTING + "\n";
        }
        return question.isPresent() ? "All right.\n\n" : stage.outcome("Done.");
    }

    private boolean chosen(String label) {
        return question.flatMap(stage::result)
                .filter(each -> !each.error() && each.text().contains("=\"" + label + "\""))
                .isPresent();
    }
}
