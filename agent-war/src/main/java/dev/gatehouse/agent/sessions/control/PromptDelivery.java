package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.claude.MessageFrame;
import dev.gatehouse.agent.claude.SessionFrame.CommandLifecycle;
import dev.gatehouse.agent.events.Blobs;
import dev.gatehouse.agent.sessions.entity.SessionMemory.PendingPrompt;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.TurnCompleted;
import dev.gatehouse.contract.AgentEvent.TurnOutcome;
import dev.gatehouse.contract.Ids;
import dev.gatehouse.contract.ProblemCode;
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
    private final Set<UUID> sent = new HashSet<>();
    private final Set<UUID> seen = new HashSet<>();
    private final Set<UUID> known = new HashSet<>();
    private final Map<UUID, String> dropped = new HashMap<>();
    private Optional<UUID> stoppedBy = Optional.empty();

    PromptDelivery(SessionJournal journal, Blobs blobs) {
        this.journal = journal;
        this.blobs = blobs;
    }

    /** Sends every accepted prompt that this worker has not got yet, in order. */
    void flush(ClaudeWorker worker) {
        for (PendingPrompt prompt : journal.memory().pending()) {
            if (sent.add(prompt.id())) {
                worker.send(prompt.id(), PromptContent.content(prompt.prompt(), blobs));
            }
        }
    }

    boolean isSent(UUID prompt) {
        return sent.contains(prompt);
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
        boolean othersWillRun = journal.memory().pending().stream().anyMatch(each -> !known.contains(each.id()));
        if (!othersWillRun) {
            worker.send(UUID.randomUUID(), PromptContent.onlyText(CONTINUE));
        }
    }

    private void drop(PendingPrompt prompt, String fate) {
        if (!DROPPED.contains(fate)) {
            return;
        }
        if (!prompt.taken() && stoppedBy.isPresent()) {
            journal.commit(new AgentEvent.PromptCancelled(prompt.id(), stoppedBy.get()));
        } else {
            dropped.put(prompt.id(), fate);
        }
    }

    /** Somebody pressed Stop: what is still queued is cancelled with it. */
    void stoppedBy(UUID person) {
        stoppedBy = Optional.of(person);
    }

    /** The prompts this result answers: those it names, and those that were only continued. */
    List<UUID> answeredBy(MessageFrame.Result result) {
        Set<String> named = new HashSet<>(result.userMessages());
        List<UUID> answered = journal.memory().pending().stream()
                .map(PendingPrompt::id)
                .filter(id -> named.contains(id.toString()) || known.contains(id))
                .toList();
        known.clear();
        return answered;
    }

    /** The worker has nothing more to do: what it dropped without a result is told as failed, not kept waiting. */
    void idle() {
        List<UUID> lost = journal.memory().pending().stream()
                .map(PendingPrompt::id)
                .filter(dropped::containsKey)
                .toList();
        if (!lost.isEmpty()) {
            journal.commit(new TurnCompleted(
                    TurnOutcome.FAILED,
                    lost,
                    Optional.of("Claude Code did not answer this prompt (" + dropped.get(lost.get(0))
                            + "). Send it again."),
                    Optional.of(ProblemCode.CLI_FAILED),
                    0,
                    0));
        }
        dropped.clear();
        stoppedBy = Optional.empty();
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
