package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.agent.events.EventLog;
import dev.gatehouse.agent.events.Feed;
import dev.gatehouse.agent.events.SessionStore;
import dev.gatehouse.agent.health.WorkStatus;
import dev.gatehouse.agent.isolation.WorkerIsolation;
import dev.gatehouse.agent.model.ModelAccessBean;
import dev.gatehouse.agent.permissions.GrantBook;
import dev.gatehouse.agent.permissions.ModeGuard;
import dev.gatehouse.agent.sessions.entity.SessionMemory;
import dev.gatehouse.agent.workspaces.Transcripts;
import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.WorkerEnd;
import dev.gatehouse.contract.AgentStatus;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.GrantPush;
import dev.gatehouse.contract.OwnerGrant;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.SessionId;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** All sessions of this agent; those in use are held open, the others are opened from their logs when asked for. */
@ApplicationScoped
public class Sessions implements WorkStatus {

    private static final System.Logger LOG = System.getLogger(Sessions.class.getName());
    private static final Duration KEEP_UNUSED = Duration.ofMinutes(5);

    /** How long a push waits for the sessions to take it in; they go on doing so after that. */
    private static final Duration REGRANT_PATIENCE = Duration.ofSeconds(5);

    private final Map<SessionId, AgentSession> open = new ConcurrentHashMap<>();
    private final Map<SessionId, Instant> unusedSince = new ConcurrentHashMap<>();
    private final AgentConfig config;
    private final WorkerIsolation isolation;
    private final ModelAccessBean model;
    private final ClaudeWorkers workers;
    private final Transcripts transcripts;
    private final Clock clock;
    private SessionStore store;
    private SessionServices services;
    private GrantBook book;
    private ExecutorService background;
    private ScheduledExecutorService ticker;

    /** For the container's proxy only. */
    protected Sessions() {
        this(null, null, null, null, null, null);
    }

    @Inject
    public Sessions(
            AgentConfig config,
            WorkerIsolation isolation,
            ModelAccessBean model,
            ClaudeWorkers workers,
            Transcripts transcripts) {
        this(config, isolation, model, workers, transcripts, Clock.systemUTC());
    }

    /** @param clock of deadlines that are counted in minutes: questions, idle workers */
    Sessions(
            AgentConfig config,
            WorkerIsolation isolation,
            ModelAccessBean model,
            ClaudeWorkers workers,
            Transcripts transcripts,
            Clock clock) {
        this.config = config;
        this.isolation = isolation;
        this.model = model;
        this.workers = workers;
        this.transcripts = transcripts;
        this.clock = clock;
    }

    @PostConstruct
    void open() {
        store = SessionStore.open(config.data(), clock);
        book = new GrantBook(config.data().resolve("grants"), clock);
        background = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("session-", 0).factory());
        ticker = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("session-ticker").factory());
        services = new SessionServices(
                store,
                new ModeGuard(config.modes().ceiling(), isolation.bypassObstacle()),
                workers,
                new WorkerSlots(config.workers().maxLive(), config.workers().maxLivePerUser(), this::yieldIfIdle),
                background,
                clock,
                () -> model.models().stream().map(AgentStatus.Model::name).collect(Collectors.toSet()),
                config.workers().idleTimeout(),
                config.claude().closeTimeout());
    }

    /**
     * Goes on with what was accepted before the agent last stopped, however it stopped. After the other observers: what
     * an earlier agent left running must be gone first.
     */
    void recover(
            @Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) @Initialized(ApplicationScoped.class)
                    Object start) {
        for (SessionId id : store.inUse()) {
            try {
                get(id).recover();
            } catch (RuntimeException e) {
                // one damaged log must not keep everybody else's conversations from starting
                LOG.log(System.Logger.Level.ERROR, "session " + id + " cannot be opened", e);
            }
        }
        ticker.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    @PreDestroy
    void close() {
        ticker.shutdownNow();
        List<Thread> closing = open.values().stream()
                .map(session -> Thread.ofVirtual().start(() -> session.shutDown(WorkerEnd.AGENT_STOPPED)))
                .toList();
        for (Thread each : closing) {
            try {
                each.join(config.claude().closeTimeout().plusSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        book.checkpoint();
        background.shutdown();
        store.close();
    }

    /** Creates the session, or takes a new grant for its owner. */
    public AgentSession start(SessionId id, AgentCommand.StartSession command, UUID by) {
        AgentSession session = open.computeIfAbsent(id, key -> store.exists(key) ? load(key) : create(key));
        if (session.owner() != null && !session.owner().equals(by)) {
            throw notFound();
        }
        if (book.offer(by, command.grant())) {
            regrant(by);
        }
        session.commands().start(command, book.of(by).orElse(command.grant()), by);
        return session;
    }

    /**
     * Takes new grants, and brings the live workers of their owners under them at once: each owner's in a thread of its
     * own, so that none waits for another's.
     *
     * @return the open sessions of those owners; their {@code GrantStatus} says how far each is
     * @throws GatehouseException {@code STORAGE_FULL} if one could not be kept; all are in force, and are to be sent
     *     again
     */
    public List<AgentSession> grant(GrantPush push) {
        Queue<GatehouseException> failures = new ConcurrentLinkedQueue<>();
        inParallel(push.grants(), each -> {
            try {
                book.offer(each.owner(), each.grant());
            } catch (GatehouseException e) {
                failures.add(e);
            }
            regrant(each.owner());
        });
        if (!failures.isEmpty()) {
            throw failures.peek();
        }
        return push.grants().stream()
                .map(OwnerGrant::owner)
                .distinct()
                .flatMap(owner -> open(Optional.of(owner)).stream())
                .toList();
    }

    /** A session that cannot take its grant in keeps trying, and runs nothing until it has. */
    private void regrant(UUID owner) {
        book.of(owner).ifPresent(grant -> inParallel(open(Optional.of(owner)), session -> session.regrant(grant)));
    }

    private static <T> void inParallel(Collection<T> all, Consumer<T> change) {
        List<Thread> changing = all.stream()
                .map(each -> Thread.startVirtualThread(() -> logged(() -> change.accept(each))))
                .toList();
        Instant deadline = Instant.now().plus(REGRANT_PATIENCE);
        for (Thread each : changing) {
            try {
                each.join(Duration.between(Instant.now(), deadline));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void logged(Runnable change) {
        try {
            change.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a changed grant could not be taken in yet", e);
        }
    }

    /** @throws GatehouseException {@code SESSION_NOT_FOUND} */
    public AgentSession get(SessionId id) {
        AgentSession session = open.computeIfAbsent(id, key -> {
            if (!store.exists(key)) {
                throw notFound();
            }
            return load(key);
        });
        if (session.owner() == null) {
            throw notFound(); // its start was refused
        }
        return session;
    }

    /** Sessions that are open: live ones, watched ones, and those used a moment ago. */
    public List<AgentSession> open(Optional<UUID> owner) {
        return open.values().stream()
                .filter(session -> session.owner() != null)
                .filter(session -> owner.isEmpty() || session.owner().equals(owner.get()))
                .toList();
    }

    /** Ends the worker and removes everything of the session. */
    public void delete(SessionId id, UUID by) {
        AgentSession session = get(id);
        session.commands().park(WorkerEnd.SESSION_ENDED, by);
        session.shutDown(WorkerEnd.SESSION_ENDED);
        transcripts.remove(session.owner(), session.transcripts());
        open.compute(id, (key, gone) -> {
            store.delete(key);
            return null;
        });
    }

    public Optional<InputStream> blob(SessionId id, String sha256) {
        return store.blobs(id).open(sha256);
    }

    public Feed feed() {
        return store.feed();
    }

    @Override
    public UUID node() {
        return store.feed().node();
    }

    @Override
    public AgentEvent.ModelAccess modelAccess() {
        return model.access();
    }

    @Override
    public List<AgentStatus.Model> models() {
        return model.models();
    }

    @Override
    public int liveWorkers() {
        return services.slots().live();
    }

    private AgentSession create(SessionId id) {
        SessionMemory memory = new SessionMemory(id);
        return new AgentSession(new SessionJournal(store.create(id), memory), services);
    }

    private AgentSession load(SessionId id) {
        SessionMemory memory = new SessionMemory(id);
        EventLog log = store.open(id, memory::apply);
        AgentSession session = new AgentSession(new SessionJournal(log, memory), services);
        bringUpToDate(session);
        return session;
    }

    /** While it was closed its owner may have been granted something else; before any worker of it starts. */
    private void bringUpToDate(AgentSession session) {
        UUID owner = session.owner();
        if (owner == null) {
            return;
        }
        if (book.of(owner).isEmpty()) {
            book.offer(owner, session.grant()); // from before there was a book
        }
        book.of(owner).ifPresent(session::regrant);
    }

    private boolean yieldIfIdle(SessionId id) {
        AgentSession session = open.get(id);
        return session != null && session.yieldIfIdle();
    }

    private void tick() {
        Instant now = clock.instant();
        endLeases();
        open.forEach((id, session) -> {
            try {
                session.tick(now);
                closeIfLongUnused(id, session, now);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "housekeeping of session " + id + " failed", e);
            }
        });
    }

    private void endLeases() {
        try {
            book.tick().forEach(this::regrant);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the ends of leases cannot be followed", e);
        }
    }

    private void closeIfLongUnused(SessionId id, AgentSession session, Instant now) {
        if (!session.isUnused()) {
            unusedSince.remove(id);
            return;
        }
        Instant since = unusedSince.computeIfAbsent(id, key -> now);
        if (since.plus(KEEP_UNUSED).isBefore(now)) {
            open.computeIfPresent(id, (key, each) -> {
                boolean closed = each.closeIfUnused();
                if (closed) {
                    store.rest(key);
                }
                return closed ? null : each;
            });
            unusedSince.remove(id);
        }
    }

    private static GatehouseException notFound() {
        return new GatehouseException(
                ProblemCode.SESSION_NOT_FOUND, "This conversation does not exist, or it has been deleted.");
    }
}
