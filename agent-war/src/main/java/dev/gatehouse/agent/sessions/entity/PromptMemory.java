package dev.gatehouse.agent.sessions.entity;

import dev.gatehouse.contract.AgentEvent.PromptAccepted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The prompts of a session: accepted, taken up, answered. */
final class PromptMemory {

    private final Map<UUID, PendingPrompt> pending = new LinkedHashMap<>();
    private final Map<UUID, Long> finished = new NewestOnly<>();
    private Optional<String> first = Optional.empty();

    void accept(PromptAccepted prompt, long seq) {
        pending.put(prompt.promptId(), new PendingPrompt(prompt, seq, false));
        first = first.or(() -> Optional.of(prompt.text()));
    }

    void take(UUID prompt) {
        pending.computeIfPresent(prompt, (key, each) -> each.asTaken());
    }

    void finish(List<UUID> prompts, long seq) {
        prompts.forEach(prompt -> {
            pending.remove(prompt);
            finished.put(prompt, seq);
        });
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    Optional<String> first() {
        return first;
    }

    List<PendingPrompt> pending() {
        return new ArrayList<>(pending.values());
    }

    Optional<PendingPrompt> pending(UUID prompt) {
        return Optional.ofNullable(pending.get(prompt));
    }

    Optional<Long> seqOf(UUID prompt) {
        return pending(prompt).map(PendingPrompt::seq).or(() -> Optional.ofNullable(finished.get(prompt)));
    }
}
