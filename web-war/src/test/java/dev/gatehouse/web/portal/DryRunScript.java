package dev.gatehouse.web.portal;

import com.sun.net.httpserver.HttpExchange;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.DryRunReport;
import dev.gatehouse.contract.DryRunRequest;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.contract.ToolCall;
import dev.gatehouse.contract.ToolDecision;
import dev.gatehouse.contract.ToolDecision.Step;
import dev.gatehouse.contract.Verdict;
import dev.gatehouse.contract.Verdict.Outcome;
import dev.gatehouse.web.sessions.StubAgent;
import dev.gatehouse.web.sessions.StubAgent.Received;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Dry runs as web's tests need them: rules that name a whole tool count, and nothing else does. */
final class DryRunScript {

    private DryRunScript() {}

    static void answer(HttpExchange exchange, Received request) throws IOException {
        if (!request.token().roles().contains("system")) {
            var problem = new Problem(ProblemCode.FORBIDDEN, "no");
            StubAgent.answer(exchange, 403, Problem.MEDIA_TYPE, problem.toJson().toString());
            return;
        }
        DryRunRequest asked = ContractJson.read(DryRunRequest.class, ContractJson.parse(request.body()));
        List<Verdict> verdicts =
                asked.calls().stream().map(call -> verdict(call, asked.rules())).toList();
        StubAgent.answer(
                exchange,
                200,
                "application/json",
                ContractJson.write(new DryRunReport("2.1.330", verdicts)).toString());
    }

    private static Verdict verdict(ToolCall call, Rules rules) {
        if (rules.deny().contains(call.tool())) {
            return verdict(Outcome.DENIED, Step.DENY_RULE, Optional.of(call.tool()));
        }
        return rules.ask().contains(call.tool())
                ? verdict(Outcome.ASKS, Step.ASK_RULE, Optional.of(call.tool()))
                : verdict(Outcome.RUNS, Step.MODE, Optional.empty());
    }

    private static Verdict verdict(Outcome outcome, Step step, Optional<String> rule) {
        var decision = new ToolDecision(outcome == Outcome.RUNS, step, Optional.empty(), rule, rule.isPresent());
        return new Verdict(outcome, Optional.of(decision), Optional.empty(), List.of());
    }
}
