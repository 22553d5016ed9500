package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.claude.MessageFrame;
import dev.gatehouse.agent.claude.SessionFrame;
import dev.gatehouse.agent.sessions.entity.PendingPrompt;
import dev.gatehouse.agent.sessions.entity.SessionMemory;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.TurnCompleted;
import dev.gatehouse.contract.AgentEvent.TurnOrigin;
import dev.gatehouse.contract.AgentEvent.TurnOutcome;
import dev.gatehouse.contract.AgentEvent.UsageReported;
import dev.gatehouse.contract.ProblemCode;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Keeps the account of turns of one worker: when one begins, what was refused in it, what it used. The CLI's cost is
 * cumulative over its process (PROTOCOL §6), so the ledger lives as long as the process.
 */
final class TurnLedger {

    private final SessionJournal journal;
    private final Set<String> refused = new HashSet<>();
    private double costSoFar;

    TurnLedger(SessionJournal journal) {
        this.journal = journal;
    }

    /** A frame that only comes inside a turn has come. */
    void begin() {
        if (!journal.memory().turnOpen()) {
            boolean asked = journal.memory().pending().stream().anyMatch(prompt -> prompt.taken())
                    || journal.memory().interrupted();
            journal.record(new AgentEvent.TurnStarted(asked ? TurnOrigin.PROMPT : TurnOrigin.NOTIFICATION));
        }
    }

    void refused(String toolUseId) {
        refused.add(toolUseId);
    }

    boolean isRefused(String toolUseId) {
        return refused.contains(toolUseId);
    }

    void refused(SessionFrame.PermissionDenied denied) {
        refused.add(denied.toolUseId());
    }

    void complete(MessageFrame.Result result, List<UUID> answered) {
        begin();
        result.permissionDenials().forEach(denial -> refused.add(denial.getString("tool_use_id", "?")));
        refused.addAll(journal.memory().refusedTools());
        reportUsage(result);
        boolean stopped = result.terminalReason()
                        .filter(reason -> reason.startsWith("aborted"))
                        .isPresent()
                || (journal.memory().interrupted() && result.error());
        TurnOutcome outcome =
                stopped ? TurnOutcome.INTERRUPTED : result.error() ? TurnOutcome.FAILED : TurnOutcome.SUCCESS;
        Optional<String> message = outcome == TurnOutcome.FAILED ? Optional.of(failure(result)) : Optional.empty();
        journal.commit(new TurnCompleted(
                outcome, answered, message, code(result, outcome), refused.size(), result.durationMillis()));
        journal.resolveLost();
        refused.clear();
    }

    /** The turn must not go on; what it had taken up counts as answered by this. */
    void fail(ProblemCode code, String message) {
        journal.commit(new TurnCompleted(
                TurnOutcome.FAILED,
                taken(journal.memory()),
                Optional.of(message),
                Optional.of(code),
                refused.size(),
                0));
        refused.clear();
    }

    /** The turn was ended from outside: the person pressed Stop, or its worker died after that. */
    static TurnCompleted interrupted(SessionMemory memory, int denials) {
        return new TurnCompleted(
                TurnOutcome.INTERRUPTED, taken(memory), Optional.empty(), Optional.empty(), denials, 0);
    }

    private static List<UUID> taken(SessionMemory memory) {
        return memory.pending().stream()
                .filter(PendingPrompt::taken)
                .map(PendingPrompt::id)
                .toList();
    }

    private static String failure(MessageFrame.Result result) {
        return result.text()
                .filter(text -> !text.isBlank())
                .orElseGet(() -> result.errors().isEmpty()
                        ? "Claude Code ended the turn: " + result.subtype()
                        : String.join("\n", result.errors()));
    }

    /** An error of the model service is subtype success with is_error (PROTOCOL §6). */
    private static Optional<ProblemCode> code(MessageFrame.Result result, TurnOutcome outcome) {
        if (outcome != TurnOutcome.FAILED) {
            return Optional.empty();
        }
        return Optional.of(result.subtype().equals("success") ? ProblemCode.MODEL_UNAVAILABLE : ProblemCode.CLI_FAILED);
    }

    private void reportUsage(MessageFrame.Result result) {
        double cost = Math.max(0, result.totalCostUsd() - costSoFar);
        costSoFar = result.totalCostUsd();
        JsonObject usage = result.usage();
        long input = number(usage, "input_tokens");
        long output = number(usage, "output_tokens");
        if (input + output == 0 && cost == 0) {
            return;
        }
        String model = result.modelUsageSinceLastResult().keySet().stream()
                .findFirst()
                .or(() -> result.modelUsage().keySet().stream().findFirst())
                .orElse("unknown");
        journal.record(new UsageReported(
                model,
                input,
                output,
                number(usage, "cache_read_input_tokens"),
                number(usage, "cache_creation_input_tokens"),
                cost));
    }

    private static long number(JsonObject json, String name) {
        return json.get(name) instanceof JsonNumber number ? number.longValue() : 0;
    }
}
