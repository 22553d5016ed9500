package dev.gatehouse.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentCommand.AnswerPermission;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.PromptAccepted;
import dev.gatehouse.contract.AgentEvent.TitleSuggested;
import dev.gatehouse.contract.AgentEvent.TurnCompleted;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.PermissionMode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** One conversation of one person, watched from its beginning. */
final class Talk implements AutoCloseable {

    /** A killed server's start, and the work after it, on a busy machine. */
    private static final Duration SETTLED = Duration.ofSeconds(120);

    private final PortalClient client;
    private final String id;
    private final EventReader events;
    private final List<UUID> prompts = new ArrayList<>();

    private Talk(PortalClient client, String id) {
        this.client = client;
        this.id = id;
        this.events = EventReader.of(client, id);
    }

    static Talk begin(PortalClient client, PermissionMode mode) {
        return new Talk(client, client.newConversation(mode));
    }

    String id() {
        return id;
    }

    EventReader events() {
        return events;
    }

    void prompt(String text) {
        prompt(UUID.randomUUID(), text);
    }

    /** @throws AssertionError unless it is accepted. */
    void prompt(UUID prompt, String text) {
        HttpResponse<String> answer = client.command(id, new AgentCommand.Prompt(prompt, text, List.of()));
        assertEquals(202, answer.statusCode(), answer::body);
        prompts.add(prompt);
    }

    HttpResponse<String> answer(String questionId, AgentCommand.Decision decision) {
        return client.command(id, new AnswerPermission(questionId, decision, Optional.empty()));
    }

    PermissionRequested awaitQuestion() {
        return events.await(PermissionRequested.class, each -> true);
    }

    /** Allows whatever is asked until all prompts are answered. */
    void settle() {
        Await.until(
                "all prompts of " + id + " answered",
                SETTLED,
                this::answeredAll,
                () -> "came: " + last(12) + ", state " + events.state() + ", problem " + events.problem());
    }

    private boolean answeredAll() {
        if (prompts.stream().allMatch(each -> turnsOf(each).count() > 0)) {
            return true;
        }
        events.state().stream()
                .flatMap(state -> state.openQuestions().stream())
                .forEach(question -> answer(question, AgentCommand.Decision.ONCE));
        return false;
    }

    /** Each accepted prompt is in the log once, and one turn says that it answered it. */
    void requireEachAnsweredOnce() {
        for (UUID prompt : prompts) {
            long accepted = events.all(PromptAccepted.class).stream()
                    .filter(each -> each.promptId().equals(prompt))
                    .count();
            assertEquals(1, accepted, "times prompt " + prompt + " was accepted");
            List<TurnCompleted> turns = turnsOf(prompt).toList();
            assertEquals(1, turns.size(), () -> "turns that answered " + prompt + ": " + turns);
            assertEquals(AgentEvent.TurnOutcome.SUCCESS, turns.getFirst().outcome(), turns::toString);
        }
    }

    private Stream<TurnCompleted> turnsOf(UUID prompt) {
        return events.all(TurnCompleted.class).stream()
                .filter(each -> each.prompts().contains(prompt));
    }

    /** Who comes new sees the same history as who was there all the time. */
    void requireSameHistoryForANewcomer() {
        List<EventEnvelope> seen = events.events();
        try (EventReader newcomer = EventReader.of(client, id)) {
            Await.until(
                    "the history again",
                    () -> newcomer.lastSeq() >= seen.getLast().seq());
            assertEquals(seen, newcomer.events().subList(0, seen.size()));
        }
    }

    /** What the conversation list says has caught up with the conversation, and is right. */
    void awaitListed(int openQuestions) {
        Await.until(
                "the list knows all of " + id,
                Await.USUAL,
                () -> client.conversation(id).getInt("lastSeq") == events.lastSeq()
                        && client.conversation(id).getInt("openQuestions") == openQuestions,
                () -> "last seen " + events.lastSeq() + ", listed " + client.conversation(id));
        List<TitleSuggested> titles = events.all(TitleSuggested.class);
        String listed = client.conversation(id).getString("title");
        assertFalse(listed.isBlank(), "every conversation has a title");
        assertTrue(titles.isEmpty() || listed.equals(titles.getLast().title()), () -> listed + ", but " + titles);
    }

    /** The newest events, for a failure. */
    private List<EventEnvelope> last(int count) {
        List<EventEnvelope> all = events.events();
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    /** The process of its worker. */
    Optional<ProcessHandle> worker() {
        return Optional.ofNullable(client.session(id).getString("pid", null))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)));
    }

    @Override
    public void close() {
        events.close();
    }
}
