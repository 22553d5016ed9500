package dev.gatehouse.agent.sessions.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.GrantPush;
import dev.gatehouse.contract.OwnerGrant;
import dev.gatehouse.contract.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One person's view of one session: sends commands and waits for what they bring about. */
final class Conversation {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    final RealAgent agent;
    final AgentSession session;
    final UUID owner;
    private List<AgentEvent> read = List.of();
    private long readUpTo;

    Conversation(RealAgent agent, AgentSession session, UUID owner) {
        this.agent = agent;
        this.session = session;
        this.owner = owner;
    }

    long send(AgentCommand command) {
        return agent.commands.execute(session, command, owner);
    }

    UUID prompt(String text) {
        UUID id = UUID.randomUUID();
        send(new AgentCommand.Prompt(id, text, List.of()));
        return id;
    }

    /** All durable events so far; read again only if there are new ones. */
    synchronized List<AgentEvent> events() {
        long newest = session.summary().lastSeq();
        if (newest != readUpTo) {
            read = read();
            readUpTo = newest;
        }
        return read;
    }

    private List<AgentEvent> read() {
        List<AgentEvent> events = new ArrayList<>();
        long before = Long.MAX_VALUE;
        while (true) {
            String page = new String(session.history(before, 500), StandardCharsets.UTF_8);
            var array = ContractJson.parse("{\"page\":" + page + "}").getJsonArray("page");
            if (array.isEmpty()) {
                return events;
            }
            List<EventEnvelope> envelopes = array.getValuesAs(each -> EventEnvelope.fromJson(each.asJsonObject()));
            before = envelopes.get(0).seq();
            events.addAll(0, envelopes.stream().map(EventEnvelope::event).toList());
        }
    }

    <T extends AgentEvent> List<T> events(Class<T> type) {
        return events().stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends AgentEvent> T await(Class<T> type) {
        return await(type, any -> true);
    }

    <T extends AgentEvent> T await(Class<T> type, Predicate<T> condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            List<T> found = events(type).stream().filter(condition).toList();
            if (!found.isEmpty()) {
                return found.get(found.size() - 1);
            }
            Pause.moment();
        }
        throw new AssertionError("no " + type.getSimpleName() + " within " + PATIENCE + "; there is:\n" + this);
    }

    /** Waits for an event behind the first {@code from} ones. */
    AgentEvent awaitAny(int from, Predicate<AgentEvent> condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            List<AgentEvent> events = events();
            Optional<AgentEvent> found = events.subList(Math.min(from, events.size()), events.size()).stream()
                    .filter(condition)
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            Pause.moment();
        }
        throw new AssertionError("nothing fits within " + PATIENCE + "; there is:\n" + this);
    }

    void await(String what, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError(what + ": not within " + PATIENCE + "; there is:\n" + this);
            }
            Pause.moment();
        }
    }

    /** Whether the question waits for its answer. */
    boolean isOpen(String questionId) {
        return events(AgentEvent.PermissionResolved.class).stream()
                .noneMatch(resolved -> resolved.questionId().equals(questionId));
    }

    /** How many turns say that they answer the prompt. */
    long answers(UUID prompt) {
        return events(AgentEvent.TurnCompleted.class).stream()
                .filter(turn -> turn.prompts().contains(prompt))
                .count();
    }

    Path project() {
        return agent.workspaces.of(owner).project();
    }

    /** The worker's process; there must be one. */
    ProcessHandle process() {
        return ProcessHandle.of(Long.parseLong(session.summary().pid().orElseThrow()))
                .orElseThrow();
    }

    /** Ends the worker, so that it takes no place from others. */
    void close() {
        send(new AgentCommand.Park());
        awaitPhase(AgentEvent.SessionPhase.PARKED);
    }

    /** As web does it, for all sessions of the person. */
    void grant(Grants grants) {
        agent.sessions.grant(new GrantPush(List.of(new OwnerGrant(owner, grants.build()))));
    }

    /** kill -9 of the worker, as the kernel's memory killer does it. */
    void kill() {
        process().destroyForcibly();
    }

    void answer(String questionId, AgentCommand.Decision decision) {
        send(new AgentCommand.AnswerPermission(questionId, decision, Optional.empty()));
    }

    void refuses(ProblemCode code, AgentCommand command) {
        GatehouseException refused = assertThrows(GatehouseException.class, () -> send(command));
        assertEquals(code, refused.problem().code());
    }

    /** Waits until all are answered and nothing more is done, and sees to it that none was answered twice. */
    void answeredOnce(UUID... prompts) {
        for (UUID prompt : prompts) {
            answered(prompt);
        }
        awaitPhase(AgentEvent.SessionPhase.IDLE);
        for (UUID prompt : prompts) {
            assertEquals(1, answers(prompt), this::toString);
        }
    }

    /** Waits until the prompt is answered. */
    AgentEvent.TurnCompleted answered(UUID prompt) {
        return await(AgentEvent.TurnCompleted.class, turn -> turn.prompts().contains(prompt));
    }

    void awaitPhase(AgentEvent.SessionPhase phase) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (session.summary().phase() != phase) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("phase is " + session.summary().phase() + ", not " + phase + "\n" + this);
            }
            Pause.moment();
        }
    }

    String text() {
        return events(AgentEvent.TextBlock.class).stream()
                .map(AgentEvent.TextBlock::text)
                .collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return events().stream().map(Object::toString).collect(Collectors.joining("\n"));
    }
}
