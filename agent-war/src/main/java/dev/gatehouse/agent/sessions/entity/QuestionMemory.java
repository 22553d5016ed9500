package dev.gatehouse.agent.sessions.entity;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.PermissionEndorsed;
import dev.gatehouse.contract.AgentEvent.PermissionResolved;
import dev.gatehouse.contract.AgentEvent.Resolution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The questions of a session: open, answered, and answered after the worker that asked had died. */
final class QuestionMemory {

    private static final Set<Resolution> REFUSALS = Set.of(
            Resolution.DENIED, Resolution.REJECTED, Resolution.TIMED_OUT, Resolution.UNWATCHED, Resolution.FROZEN);

    private final Map<String, OpenQuestion> open = new LinkedHashMap<>();
    private final Map<String, PermissionResolved> resolved = new NewestOnly<>();
    private final Map<String, PermissionResolved> byTool = new NewestOnly<>();
    private final Set<String> refusedTools = new LinkedHashSet<>();
    private final List<AnsweredMeanwhile> meanwhile = new ArrayList<>();

    private record AnsweredMeanwhile(OpenQuestion question, PermissionResolved resolution) {}

    void ask(String questionId, AgentEvent.Durable question, Instant at) {
        OpenQuestion asked = new OpenQuestion(questionId, question, at);
        open.put(questionId, asked);
        // an answer given while the question was lost counts once: for the next identical question
        meanwhile.removeIf(each -> each.question().asksTheSameAs(asked));
    }

    void lose(String questionId) {
        open.computeIfPresent(questionId, (key, each) -> each.lose());
    }

    void endorse(PermissionEndorsed endorsement) {
        open.computeIfPresent(endorsement.questionId(), (key, each) -> each.endorse(endorsement));
    }

    void resolve(PermissionResolved resolution) {
        OpenQuestion question = open.remove(resolution.questionId());
        resolved.put(resolution.questionId(), resolution);
        if (question != null) {
            byTool.put(question.toolUseId(), resolution);
        }
        if (question != null && REFUSALS.contains(resolution.resolution())) {
            refusedTools.add(question.toolUseId());
        }
        if (question != null && question.lost() && resolution.by().isPresent()) {
            meanwhile.add(new AnsweredMeanwhile(question, resolution));
        }
    }

    void turnEnded() {
        refusedTools.clear();
        meanwhile.clear(); // an answer for one turn must not count in a later one
    }

    List<OpenQuestion> open() {
        return new ArrayList<>(open.values());
    }

    Optional<OpenQuestion> open(String questionId) {
        return Optional.ofNullable(open.get(questionId));
    }

    Optional<PermissionResolved> resolution(String questionId) {
        return Optional.ofNullable(resolved.get(questionId));
    }

    Optional<PermissionResolved> resolutionOfTool(String toolUseId) {
        return Optional.ofNullable(byTool.get(toolUseId));
    }

    boolean isInQuestion(String toolUseId) {
        return open.values().stream()
                .anyMatch(each -> !each.lost() && each.toolUseId().equals(toolUseId));
    }

    /** An answer given under another grant does not count under this one. */
    void grantChanged() {
        meanwhile.clear();
    }

    Set<String> refusedTools() {
        return Set.copyOf(refusedTools);
    }

    Optional<PermissionResolved> answeredMeanwhile(AgentEvent.Durable question) {
        OpenQuestion asked = new OpenQuestion("", question, Instant.EPOCH);
        return meanwhile.stream()
                .filter(each -> each.question().asksTheSameAs(asked))
                .map(AnsweredMeanwhile::resolution)
                .findFirst();
    }
}
