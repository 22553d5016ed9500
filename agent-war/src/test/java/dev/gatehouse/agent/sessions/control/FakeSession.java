package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.agent.configuration.UidRange;
import dev.gatehouse.agent.events.FragileDisk;
import dev.gatehouse.agent.events.SessionStore;
import dev.gatehouse.agent.isolation.IsolationChoice;
import dev.gatehouse.agent.isolation.WorkerIsolation;
import dev.gatehouse.agent.permissions.ModeGuard;
import dev.gatehouse.agent.sessions.entity.SessionMemory;
import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.TurnCompleted;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.SessionId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A session whose workers have no process; what takes time runs when the test says so. */
final class FakeSession implements AutoCloseable {

    private static final SessionId ID = SessionId.parse("9272f2bc-5680-445a-aa37-0758f135d72a");

    final AdjustableClock clock = new AdjustableClock();
    final UUID person = UUID.randomUUID();
    final List<FakeWorker> workers = new ArrayList<>();
    final Deque<Runnable> background = new ArrayDeque<>();
    final WorkerSlots slots = new WorkerSlots(1, 1, any -> false);
    final SessionServices services;
    final AgentSession session;
    Consumer<FakeWorker> prepare = worker -> {};
    final FragileDisk disk = new FragileDisk();
    private final SessionStore store;

    FakeSession(Path data) {
        store = disk.open(data, clock);
        AgentConfig config = new AgentConfig(
                data,
                new AgentConfig.Claude("claude", "0.0.0", true, Duration.ofSeconds(1)),
                new AgentConfig.Modes(EnumSet.allOf(PermissionMode.class), true),
                new AgentConfig.Workers(1, 1, Duration.ofMinutes(30)),
                new AgentConfig.Isolation(new UidRange(300000, 300010), false),
                new AgentConfig.Keys(Optional.empty(), Optional.of("unused")),
                1 << 20);
        WorkerIsolation isolation = new IsolationChoice().workerIsolation(config);
        services = new SessionServices(
                store,
                new ModeGuard(EnumSet.allOf(PermissionMode.class), Optional.empty()),
                new ClaudeWorkers(() -> made(new FakeWorker(config, isolation)), worker -> {}),
                slots,
                background::add,
                clock,
                Set::of,
                Duration.ofMinutes(30),
                Duration.ofSeconds(4));
        session = new AgentSession(new SessionJournal(store.create(ID), new SessionMemory(ID)), services);
        ModeGrant grant = RealAgent.grant(PermissionMode.DEFAULT);
        session.commands()
                .start(new AgentCommand.StartSession(grant, Optional.empty(), Optional.empty()), grant, person);
    }

    private ClaudeWorker made(FakeWorker worker) {
        workers.add(worker);
        prepare.accept(worker);
        return worker;
    }

    FakeWorker worker() {
        return workers.get(workers.size() - 1);
    }

    /** Runs what takes time, to its end. */
    void work() {
        while (!background.isEmpty()) {
            background.poll().run();
        }
    }

    void later(Duration time) {
        clock.advance(time);
        session.tick(clock.instant());
        work();
    }

    /** For what comes after real time. */
    void await(String what, BooleanSupplier condition) {
        Instant deadline = Instant.now().plusSeconds(20);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError(what + ": not in time");
            }
            Pause.moment();
        }
    }

    UUID prompt() {
        return prompt(UUID.randomUUID());
    }

    UUID prompt(UUID id) {
        session.commands().prompt(new AgentCommand.Prompt(id, "do it", List.of()), person);
        return id;
    }

    <T extends AgentEvent> List<T> events(Class<T> type) {
        String page = new String(session.history(Long.MAX_VALUE, 500), StandardCharsets.UTF_8);
        return ContractJson.parse("{\"page\":" + page + "}")
                .getJsonArray("page")
                .getValuesAs(each -> EventEnvelope.fromJson(each.asJsonObject()))
                .stream()
                .map(EventEnvelope::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    long answers(UUID prompt) {
        return events(TurnCompleted.class).stream()
                .filter(turn -> turn.prompts().contains(prompt))
                .count();
    }

    @Override
    public void close() {
        store.close();
    }
}
