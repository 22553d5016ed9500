package dev.gatehouse.contract;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One value of every command and event, each with all its fields filled. */
final class Samples {

    static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
    static final long SEQ = 7;

    private static final UUID PERSON = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final UUID PROMPT = UUID.fromString("22222222-2222-4222-8222-222222222222");
    private static final Optional<String> PARENT = Optional.of("toolu_parent");
    private static final JsonObject INPUT = Json.createObjectBuilder()
            .add("command", "echo \"Gr\u00fc\u00dfe\"\n")
            .add(
                    "nested",
                    Json.createObjectBuilder()
                            .add("list", Json.createArrayBuilder().add(1).addNull()))
            .build();
    private static final AgentEvent.Blob BLOB = new AgentEvent.Blob("ab".repeat(32), "image/png", 1234);
    private static final ModeGrant GRANT = new ModeGrant(
            Set.of(PermissionMode.DEFAULT, PermissionMode.PLAN, PermissionMode.BYPASS_PERMISSIONS),
            PermissionMode.BYPASS_PERMISSIONS,
            PermissionMode.DEFAULT,
            new Rules(List.of("Bash(curl *)"), List.of("WebFetch"), List.of("Read")),
            new Limits(15, 30, 3, 60),
            List.of("sonnet", "opus"),
            4,
            Optional.of(Instant.parse("2026-01-03T00:00:00Z")),
            new QuestionRules(QuestionRules.AnsweredBy.FOUR_EYES, QuestionRules.Unwatched.PARK),
            Optional.of("incident 7"),
            12,
            Optional.of(new ModeGrant(
                    Set.of(PermissionMode.DEFAULT),
                    PermissionMode.DEFAULT,
                    PermissionMode.DEFAULT,
                    Rules.NONE,
                    new Limits(15, 30, 3, 60),
                    List.of("sonnet"),
                    4,
                    Optional.empty())));

    private Samples() {}

    static List<AgentCommand> commands() {
        return List.of(
                new AgentCommand.StartSession(GRANT, Optional.of(PermissionMode.PLAN), Optional.of("opus")),
                new AgentCommand.Warm(),
                new AgentCommand.Prompt(
                        PROMPT, "Hello \ud83d\ude00", List.of(new AgentCommand.Image("image/png", "iVBORw0KGgo="))),
                new AgentCommand.CancelPrompt(PROMPT),
                new AgentCommand.Interrupt(),
                new AgentCommand.ChangeMode(PermissionMode.ACCEPT_EDITS),
                new AgentCommand.ChangeModel("opus"),
                new AgentCommand.AnswerPermission("q1", AgentCommand.Decision.DENY, Optional.of("not this one")),
                new AgentCommand.AnswerQuestion("q2", Map.of("Which?", "This, That")),
                new AgentCommand.AnswerPlan(
                        "q3", true, Optional.of(PermissionMode.DONT_ASK), Optional.of("smaller steps")),
                new AgentCommand.RevokeSessionRule("Bash(git status)"),
                new AgentCommand.StopTask("task1"),
                new AgentCommand.Park(),
                new AgentCommand.EndSession());
    }

    static List<AgentEvent> events() {
        return List.of(
                new AgentEvent.SessionStarted(
                        PERSON, GRANT, PermissionMode.DEFAULT, Optional.of("opus"), Optional.of("no isolation here")),
                new AgentEvent.GrantChanged(GRANT),
                new AgentEvent.GrantConfirmed(4, 12),
                new AgentEvent.WorkerStarted("2.1.330", "os-user", AgentEvent.ModelAccess.API_KEY, true),
                new AgentEvent.WorkerEnded(AgentEvent.WorkerEnd.CRASHED, Optional.of("exit code 1")),
                new AgentEvent.TranscriptChanged(PROMPT),
                new AgentEvent.SessionFailed(ProblemCode.CLI_MISSING, "Claude Code is not installed."),
                new AgentEvent.SessionEnded(PERSON),
                new AgentEvent.TitleSuggested("Greeting"),
                new AgentEvent.PromptAccepted(PROMPT, PERSON, "Hello", List.of(BLOB)),
                new AgentEvent.PromptStarted(PROMPT),
                new AgentEvent.PromptCancelled(PROMPT, PERSON),
                new AgentEvent.TurnStarted(AgentEvent.TurnOrigin.PROMPT),
                new AgentEvent.InterruptRequested(PERSON),
                new AgentEvent.TurnCompleted(
                        AgentEvent.TurnOutcome.FAILED,
                        List.of(PROMPT),
                        Optional.of("overloaded"),
                        Optional.of(ProblemCode.MODEL_UNAVAILABLE),
                        1,
                        1500),
                new AgentEvent.UsageReported("opus", 10, 20, 3_000_000_000L, 5, 0.0125),
                new AgentEvent.BlockStarted("b1", AgentEvent.BlockKind.THINKING, PARENT),
                new AgentEvent.TextDelta("b1", 5, " world"),
                new AgentEvent.BlockSnapshot("b1", AgentEvent.BlockKind.TEXT, PARENT, "Hello"),
                new AgentEvent.TextBlock("b1", "Hello \u2028 world", PARENT),
                new AgentEvent.ThinkingBlock("b2", "Hm.", PARENT),
                new AgentEvent.BlockAborted("b1"),
                new AgentEvent.ToolStarted("toolu_1", "Bash", INPUT, PARENT),
                new AgentEvent.ToolFinished(
                        "toolu_1",
                        true,
                        true,
                        "refused",
                        true,
                        List.of(BLOB),
                        Optional.of(INPUT),
                        PARENT,
                        Optional.of(new ToolDecision(
                                false,
                                ToolDecision.Step.DENY_RULE,
                                Optional.of("denied by rule"),
                                Optional.of("Bash(echo *)"),
                                true))),
                new AgentEvent.PermissionRequested(
                        "q1",
                        "toolu_1",
                        "Bash",
                        INPUT,
                        Optional.of("Say hello"),
                        Optional.of("needs approval"),
                        Optional.of("rule"),
                        Optional.of("Bash(echo *)"),
                        List.of("Bash(echo *)"),
                        true),
                new AgentEvent.PermissionEndorsed("q1", PERSON, true),
                new AgentEvent.QuestionLost("q1"),
                new AgentEvent.QuestionAsked(
                        "q2",
                        "toolu_2",
                        List.of(new AgentEvent.Question(
                                "Which?", "Choice", true, List.of(new AgentEvent.Option("This", "the first"))))),
                new AgentEvent.PlanProposed("q3", "toolu_3", "1. Do it", List.of(PermissionMode.ACCEPT_EDITS)),
                new AgentEvent.PermissionResolved(
                        "q2",
                        AgentEvent.Resolution.ANSWERED,
                        Optional.of(PERSON),
                        Optional.of("as you like"),
                        Map.of("Which?", "This")),
                new AgentEvent.SessionRuleAdded("Bash(echo *)", PERSON),
                new AgentEvent.SessionRuleRevoked("Bash(echo *)", PERSON),
                new AgentEvent.ModeChanged(PermissionMode.AUTO, Optional.of(PERSON)),
                new AgentEvent.ModelChanged("opus"),
                new AgentEvent.Notice(AgentEvent.NoticeLevel.WARNING, "Trying again."),
                new AgentEvent.Unrecognized("system/unheard_of", "{\"type\":\"system\"}"),
                new AgentEvent.SessionState(
                        AgentEvent.SessionPhase.WAITING,
                        PermissionMode.DEFAULT,
                        Optional.of("opus"),
                        List.of("q1"),
                        List.of(PROMPT),
                        List.of(new AgentEvent.Task("task1", "npm test")),
                        List.of("Bash(echo *)")),
                new AgentEvent.Progress("Running", Optional.of("toolu_1"), 2500));
    }
}
