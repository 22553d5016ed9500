package dev.gatehouse.agent.dryrun.control;

import dev.gatehouse.agent.claude.ClaudeExit;
import dev.gatehouse.agent.claude.ClaudeListener;
import dev.gatehouse.agent.claude.CliFrame;
import dev.gatehouse.agent.claude.ContentBlock;
import dev.gatehouse.agent.claude.ControlFrame;
import dev.gatehouse.agent.claude.MessageFrame;
import dev.gatehouse.agent.claude.SessionFrame;
import dev.gatehouse.contract.GatehouseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Collects what the CLI says about the calls of the turn under way, and has every question answered. */
final class Observer implements ClaudeListener {

    private final Consumer<ControlFrame.CanUseTool> answer;
    private final Map<String, Observation> calls = new LinkedHashMap<>();
    private CompletableFuture<List<Observation>> turn = new CompletableFuture<>();
    private List<String> tools = List.of();
    private boolean ended;

    /** @param answer called on the pump thread for each question, whoever asks it */
    Observer(Consumer<ControlFrame.CanUseTool> answer) {
        this.answer = answer;
    }

    /** @return completes when the turn that makes these calls has ended; fails if the process does */
    synchronized CompletableFuture<List<Observation>> expect(List<String> toolUseIds) {
        calls.clear();
        toolUseIds.forEach(id -> calls.put(id, Observation.NONE));
        turn = new CompletableFuture<>();
        if (ended) {
            turn.completeExceptionally(gone(""));
        }
        return turn;
    }

    /** The tools of the last turn, by name. */
    synchronized List<String> tools() {
        return tools;
    }

    @Override
    public synchronized void onFrame(CliFrame frame) {
        switch (frame) {
            case ControlFrame.CanUseTool asked -> {
                note(asked.toolUseId(), seen -> seen.asked(asked));
                answer.accept(asked);
            }
            case SessionFrame.PermissionDenied refused -> note(refused.toolUseId(), seen -> seen.refused(refused));
            case SessionFrame.Init init -> tools = init.tools();
            case MessageFrame.User user -> results(user);
            case MessageFrame.Result result
            when result.originKind().isEmpty() -> turn.complete(List.copyOf(calls.values()));
            default -> {
                // of no matter to what is decided
            }
        }
    }

    private void results(MessageFrame.User user) {
        for (ContentBlock block : user.content()) {
            if (block instanceof ContentBlock.ToolResult result) {
                var meta = Optional.ofNullable(user.toolResults().get(result.toolUseId()));
                note(result.toolUseId(), seen -> seen.ended(meta, text(result)));
            }
        }
    }

    private static String text(ContentBlock.ToolResult result) {
        return result.content().stream()
                .filter(ContentBlock.Text.class::isInstance)
                .map(each -> ((ContentBlock.Text) each).text())
                .collect(Collectors.joining("\n"));
    }

    private void note(String toolUseId, UnaryOperator<Observation> change) {
        calls.computeIfPresent(toolUseId, (id, seen) -> change.apply(seen));
    }

    @Override
    public synchronized void onExit(ClaudeExit exit) {
        ended = true;
        turn.completeExceptionally(gone(exit.stderrTail().strip()));
    }

    private static GatehouseException gone(String said) {
        return new DryRuns.ProcessLost(
                "Claude Code ended in the middle of a dry run" + (said.isEmpty() ? "." : ": " + said));
    }
}
