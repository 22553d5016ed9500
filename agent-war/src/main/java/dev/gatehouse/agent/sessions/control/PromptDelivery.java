package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.claude.MessageFrame;
import dev.gatehouse.agent.claude.SessionFrame.CommandLifecycle;
import dev.gatehouse.agent.events.Blobs;
import dev.gatehouse.agent.sessions.entity.PendingPrompt;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.TurnCompleted;
import dev.gatehouse.contract.AgentEvent.TurnOutcome;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Ids;
import dev.gatehouse.contract.ProblemCode;
import jakarta.json.JsonArray;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Brings every accepted prompt to one worker exactly once and follows its fate.
 *
 * <p>After a crash all unanswered prompts are sent again under their own uuid. The CLI runs those it does not know; for
 * one whose turn had begun it only answers {@code completed}, with nothing before, and does nothing. If no other prompt
 * is about to run, it is then asked to continue; the turn that follows answers it. (Measured on 2.1.330: kill -9 while
 * text streams, while a tool runs, with a question open, before the transcript exists.)
 */
final class PromptDelivery {

    /** The words the CLI itself uses for this purpose. */
    static final String CONTINUE = "Continue from where you left off.";

    private static final Set<String> DROPPED = Set.of("cancelled", "discarded", "refused");

    private final SessionJournal journal;
    private final Blobs blobs;
    private final Map<UUID, Instant> sent = new HashMap<>();
    private final Set<UUID> seen = new HashSet<>();
    private final Set<UUID> known = new HashSet<>();
    private final Map<UUID, String> dropped = new HashMap<>();
    private final Map<UUID, UUID> stopped = new HashMap<>();
    private final Clock clock;
    private boolean continued;

    PromptDelivery(SessionJournal journal, Blobs blobs, Clock clock) {
        this.journal = journal;
        this.blobs = blobs;
        this.clock = clock;
    }

    /** Sends every accepted prompt that this worker has not got yet, in order. */
    void flush(ClaudeWorker worker) {
        for (PendingPrompt prompt : journal.memory().pending()) {
            if (sent.putIfAbsent(prompt.id(), clock.instant()) == null) {
                send(prompt, worker);
            }
        }
    }

    private void send(PendingPrompt prompt, ClaudeWorker worker) {
        JsonArray content;
        try {
            content = PromptContent.content(prompt.prompt(), blobs);
        } catch (GatehouseException | UncheckedIOException unreadable) {
            fail(List.of(prompt.id()), "The images of this prompt cannot be read any more. Send it again.");
            return;
        }
        worker.send(prompt.id(), content);
    }

    /** Whether the CLI has said nothing at all about a prompt that it got before this moment, and is not at work. */
    boolean isUnheard(Instant moment) {
        return !journal.memory().turnOpen()
                && journal.memory().pending().stream()
                        .map(PendingPrompt::id)
                        .anyMatch(id -> sent.containsKey(id)
                                && !seen.contains(id)
                                && !known.contains(id)
                                && sent.get(id).isBefore(moment));
    }

    boolean isSent(UUID prompt) {
        return sent.containsKey(prompt);
    }

    /** @return whether the prompt was taken up just now */
    boolean follow(CommandLifecycle lifecycle, ClaudeWorker worker) {
        Optional<PendingPrompt> prompt = pending(lifecycle.commandUuid());
        if (prompt.isEmpty()) {
            return false;
        }
        UUID id = prompt.get().id();
        switch (lifecycle.state()) {
            case "queued" -> seen.add(id);
            case "started" -> {
                seen.add(id);
                if (!prompt.get().taken()) {
                    journal.record(new AgentEvent.PromptStarted(id));
                }
                return true;
            }
            case "completed" -> {
                if (!seen.contains(id)) {
                    alreadyKnown(id, worker);
                }
            }
            default -> drop(prompt.get(), lifecycle.state());
        }
        return false;
    }

    private void alreadyKnown(UUID prompt, ClaudeWorker worker) {
        known.add(prompt);
        continueIfAlone(worker);
    }

    /** Asks the worker to go on with what it knows already, unless another prompt will make it do so. */
    private void continueIfAlone(ClaudeWorker worker) {
        boolean othersWillRun = journal.memory().pending().stream().anyMatch(each -> !known.contains(each.id()));
        if (!known.isEmpty() && !othersWillRun && !continued) {
            continued = true;
            worker.send(UUID.randomUUID(), PromptContent.onlyText(CONTINUE));
        }
    }

    private void drop(PendingPrompt prompt, String fate) {
        if (!DROPPED.contains(fate)) {
            return;
        }
        if (!prompt.taken() && stopped.containsKey(prompt.id())) {
            journal.commit(new AgentEvent.PromptCancelled(prompt.id(), stopped.get(prompt.id())));
        } else {
            dropped.put(prompt.id(), fate);
        }
    }

    /** Somebody pressed Stop: what is still queued is cancelled with it. */
    void stoppedBy(UUID person) {
        journal.memory().pending().forEach(prompt -> stopped.put(prompt.id(), person));
    }

    /** The prompts that Stop was meant for and nobody has taken up, and who pressed it. */
    Map<UUID, UUID> stoppedAndWaiting() {
        Map<UUID, UUID> waiting = new HashMap<>(stopped);
        waiting.keySet().removeIf(prompt -> !journal.memory().isWaiting(prompt));
        return waiting;
    }

    /** The prompts this result answers: those it names, and those that were only continued. */
    List<UUID> answeredBy(MessageFrame.Result result) {
        Set<String> named = new HashSet<>(result.userMessages());
        List<UUID> answered = journal.memory().pending().stream()
                .map(PendingPrompt::id)
                .filter(id -> named.contains(id.toString()) || known.contains(id))
                .toList();
        known.clear();
        continued = false;
        return answered;
    }

    /** The worker has nothing more to do: what it dropped without a result is told as failed, not kept waiting. */
    void idle(ClaudeWorker worker) {
        List<UUID> lost = journal.memory().pending().stream()
                .map(PendingPrompt::id)
                .filter(dropped::containsKey)
                .toList();
        if (!lost.isEmpty()) {
            fail(lost, "Claude Code did not answer this prompt (" + dropped.get(lost.get(0)) + "). Send it again.");
        }
        dropped.clear();
        continueIfAlone(worker);
    }

    private void fail(List<UUID> prompts, String why) {
        journal.commit(new TurnCompleted(
                TurnOutcome.FAILED, prompts, Optional.of(why), Optional.of(ProblemCode.CLI_FAILED), 0, 0));
    }

    private Optional<PendingPrompt> pending(String commandUuid) {
        try {
            UUID id = Ids.uuid(commandUuid);
            return journal.memory().pending().stream()
                    .filter(each -> each.id().equals(id))
                    .findFirst();
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
