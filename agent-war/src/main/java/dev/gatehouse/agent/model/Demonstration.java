package dev.gatehouse.agent.model;

import jakarta.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the scripted model does without a script. The first message starts the {@link Tour}; later ones get a part of it
 * by keyword, or an honest word. It never pretends to understand.
 */
final class Demonstration {

    private static final String HELP = """
            I am the scripted model, not Claude. I know these words:

            | Write | and you see |
            |---|---|
            | `demo` | the whole tour again |
            | `question` | a question with choices |
            | `permission` | a command that always asks |
            | `plan` | how plan mode works |
            | `formatting` | a table and highlighted code |

            For the real Claude, an administrator sets `ANTHROPIC_API_KEY` for the agent and starts it again.
            """;

    private static final List<String> HONEST = List.of(
            "I have no idea what that means: I am the **scripted model**, not Claude. Write `help` to see what I can do.",
            "Thank you, but there is nobody here who could think about it: this is the **scripted model**, not Claude."
                    + " `demo` starts the tour again.",
            "Your message arrived and is kept in this conversation. An answer needs the real Claude, though; an administrator"
                    + " sets `ANTHROPIC_API_KEY` for the agent. Until then, try `question`, `permission` or `plan`.");

    private static final String PLAN = """
            # Greet the team

            **Context.** A made-up task, to show how a plan is proposed and decided.

            1. Write `greeting.txt` with a friendly line
            2. Read it back and check it

            **Verification.** The file has exactly one line.
            """;

    private Demonstration() {}

    static Reply.Message next(ModelRequest request, Conversation conversation) {
        Stage stage = Stage.of(request, conversation);
        if (stage.surroundings().planMode() || stage.hasCalled("ExitPlanMode")) {
            return plan(stage);
        }
        String words = conversation.prompt().toLowerCase(Locale.ROOT);
        if (words.contains("help")) {
            return Stage.say(HELP);
        }
        if (conversation.prompts() <= 1 || words.contains("demo") || words.contains("tour")) {
            return new Tour(stage).next();
        }
        if (words.contains("question")) {
            return question(stage);
        }
        if (words.contains("permission")) {
            return permission(stage);
        }
        if (words.contains("plan")) {
            return Stage.say("""
                    In **plan mode** nothing is changed until you have accepted a plan. Choose *Plan* in the mode picker, \
                    then send me any message.
                    """);
        }
        if (words.contains("format")) {
            return Stage.say(TourTexts.FORMATTING);
        }
        return Stage.say(HONEST.get(conversation.prompts() % HONEST.size()));
    }

    private static Reply.Message question(Stage stage) {
        if (!stage.has("AskUserQuestion")) {
            return Stage.say("In this session I have no tool to ask questions with.");
        }
        return stage.scene() == 0
                ? Stage.call(TourTexts.QUESTION, "AskUserQuestion", TourTexts.question())
                : Stage.say(stage.outcome("This is what I was told:\n\n"
                        + stage.result(0).map(each -> Stage.quote(each.text())).orElse("")));
    }

    private static Reply.Message permission(Stage stage) {
        if (!stage.has("Bash")) {
            return Stage.say("In this session I have no tool to run commands with.");
        }
        if (stage.scene() == 0) {
            return stage.bash(TourTexts.COMMAND, Tour.CREATE, "Create gatehouse-demo.txt");
        }
        if (stage.scene() == 1 && !stage.refused(0)) {
            return stage.bash(
                    stage.outcome("Done.") + TourTexts.LAST_COMMAND,
                    Tour.ASKS_ALWAYS,
                    "Remove the file of the demonstration");
        }
        return Stage.say(stage.outcome("It was allowed, so the file is gone."));
    }

    /** Since 2.1.330 the plan is written to a file of the CLI's own first; ExitPlanMode proposes what stands there. */
    private static Reply.Message plan(Stage stage) {
        String intro = """
                # A plan

                This session is in **plan mode**, so I may look but not change anything. I am the **scripted model**, not \
                Claude, so my plan is a made-up one. You will be asked whether to accept it.
                """;
        Optional<String> file = stage.surroundings().planFile();
        int scene = stage.scene() + (file.isPresent() ? 0 : 1);
        return switch (scene) {
            case 0 -> stage.write(intro, file.orElseThrow(), PLAN);
            case 1 ->
                Stage.call(
                        file.isPresent() ? stage.outcome("The plan is written down.") + "Here it is:" : intro,
                        "ExitPlanMode",
                        Json.createObjectBuilder().add("plan", PLAN).build());
            case 2 ->
                stage.refused(stage.scene() - 1)
                        ? Stage.say("You did not accept the plan:\n\n"
                                + stage.result(stage.scene() - 1)
                                        .map(each -> Stage.quote(each.text()))
                                        .orElse("")
                                + "\n\nWe stay in plan mode, and nothing was changed.")
                        : stage.write(
                                "Accepted, so the first step is carried out.",
                                stage.file("greeting.txt"),
                                "Good morning, everybody!\n");
            default -> Stage.say(stage.outcome("Done as planned.") + TourTexts.CLOSING);
        };
    }
}
