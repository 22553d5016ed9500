package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.sessions.control.ModeMatrixIT.Verdict;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.DryRunRequest;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.ToolCall;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.List;

/** Asks the dry run about what a session is about to do, in the words of the mode matrix. */
final class DryRunComparison {

    private DryRunComparison() {}

    /** The call that a script of one or more calls and a last word is about. */
    static ToolCall lastCall(List<String> steps, Path project) {
        String step = steps.get(steps.size() - 2).replace("${cwd}", project.toString());
        JsonObject call = ContractJson.parse(step);
        return new ToolCall(call.getString("tool"), call.getJsonObject("input"));
    }

    static List<Verdict> verdicts(RealAgent agent, Conversation conversation, ModeGrant grant, List<ToolCall> calls) {
        return agent
                .dryRuns
                .run(new DryRunRequest(
                        conversation.owner, grant.initial(), grant.allowed(), grant.rules(), calls, false))
                .verdicts()
                .stream()
                .map(verdict -> switch (verdict.outcome()) {
                    case RUNS -> Verdict.RUNS;
                    case ASKS -> Verdict.ASKS;
                    // the scripted model of a session runs no check either, and then the call is refused
                    case DENIED, DEPENDS -> Verdict.DENIED;
                    case INVALID -> Verdict.ERROR;
                })
                .toList();
    }
}
