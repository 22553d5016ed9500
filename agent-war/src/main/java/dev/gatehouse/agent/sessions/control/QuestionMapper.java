package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.claude.ControlFrame.CanUseTool;
import dev.gatehouse.agent.permissions.RuleText;
import dev.gatehouse.agent.sessions.entity.OpenQuestion;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.Option;
import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.PlanProposed;
import dev.gatehouse.contract.AgentEvent.Question;
import dev.gatehouse.contract.AgentEvent.QuestionAsked;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Rules;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the CLI asks by {@code can_use_tool}, in our words: a permission, a question, or a plan. */
final class QuestionMapper {

    private QuestionMapper() {}

    static AgentEvent.Durable question(
            String id, CanUseTool request, Rules inForce, List<PermissionMode> modesAfterPlan) {
        return switch (request.toolName()) {
            case "AskUserQuestion" -> new QuestionAsked(id, request.toolUseId(), questions(request.input()));
            case "ExitPlanMode" ->
                new PlanProposed(id, request.toolUseId(), request.input().getString("plan", ""), modesAfterPlan);
            default ->
                new PermissionRequested(
                        id,
                        request.toolUseId(),
                        request.toolName(),
                        request.input(),
                        request.description(),
                        request.reason(),
                        request.reasonType(),
                        askRule(request, inForce),
                        SessionRules.suggestedFor(request).texts(),
                        request.agentId().isPresent());
        };
    }

    private static Optional<String> askRule(CanUseTool request, Rules inForce) {
        boolean byRule = request.reasonType().filter("rule"::equals).isPresent();
        return request.matchedAskRule()
                .or(() -> byRule ? RuleText.soleFor(request.toolName(), inForce.ask()) : Optional.empty());
    }

    /** For comparison with questions that are open. */
    static OpenQuestion open(AgentEvent.Durable question) {
        return new OpenQuestion("", question, Instant.EPOCH);
    }

    private static List<Question> questions(JsonObject input) {
        return objects(input, "questions")
                .map(question -> new Question(
                        question.getString("question", ""),
                        question.getString("header", ""),
                        question.getBoolean("multiSelect", false),
                        objects(question, "options")
                                .map(option ->
                                        new Option(option.getString("label", ""), option.getString("description", "")))
                                .toList()))
                .toList();
    }

    private static Stream<JsonObject> objects(JsonObject json, String name) {
        return json.get(name) instanceof JsonArray array
                ? array.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast)
                : Stream.of();
    }
}
