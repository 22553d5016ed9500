package dev.gatehouse.web.chat.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.accounts.control.AccessNarrowed;
import dev.gatehouse.web.security.control.SignInRevoked;
import dev.gatehouse.web.security.control.SignIns;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.logging.Logger;

/** The event streams that browsers have open, so that they end when the right to them does. */
@ApplicationScoped
public class OpenStreams {

    /** Tabs one person may have open, on all devices. */
    static final int MAX_PER_ACCOUNT = 40;

    /** Another web instance may have signed someone out; and a silent line is kept alive. */
    private static final long CHECK_SECONDS = 10;

    private static final Logger LOG = Logger.getLogger(OpenStreams.class.getName());

    private final Set<OpenStream> streams = ConcurrentHashMap.newKeySet();
    private SignIns signIns;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private ScheduledFuture<?> checks;

    protected OpenStreams() {}

    @Inject
    public OpenStreams(SignIns signIns) {
        this.signIns = signIns;
    }

    /** One stream; {@link #keepAlive} and {@link #cut} are called from other threads. */
    public interface OpenStream {
        UUID account();

        UUID signIn();

        void keepAlive();

        void cut();
    }

    @PostConstruct
    void start() {
        checks = scheduler.scheduleWithFixedDelay(this::check, CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        checks.cancel(true);
        cut(stream -> true);
    }

    /** @throws GatehouseException {@code TOO_MANY_SESSIONS} if the person has too many open. */
    public void requireRoom(UUID account) {
        long own =
                streams.stream().filter(each -> each.account().equals(account)).count();
        if (own >= MAX_PER_ACCOUNT) {
            throw new GatehouseException(
                    ProblemCode.TOO_MANY_SESSIONS, "You have the chat open in too many windows. Close some of them.");
        }
    }

    public void opened(OpenStream stream) {
        streams.add(stream);
    }

    public void closed(OpenStream stream) {
        streams.remove(stream);
    }

    void signInRevoked(@Observes(during = TransactionPhase.AFTER_SUCCESS) SignInRevoked event) {
        cut(stream -> stream.signIn().equals(event.signIn()));
    }

    void accessNarrowed(@Observes(during = TransactionPhase.AFTER_SUCCESS) AccessNarrowed event) {
        cut(stream -> stream.account().equals(event.account()));
    }

    /** Throws nothing: an exception would be the end of all later checks (ScheduledExecutorService). */
    void check() {
        for (OpenStream stream : streams) {
            try {
                if (mayGoOn(stream)) {
                    stream.keepAlive();
                } else {
                    stream.cut();
                }
            } catch (RuntimeException e) {
                LOG.warning(() -> "an open stream could not be checked: " + e);
            }
        }
    }

    /**
     * While nobody can tell it goes on: the agent ends each stream after minutes, and the next one is authorised anew.
     */
    private boolean mayGoOn(OpenStream stream) {
        try {
            return signIns.inForce(stream.signIn(), stream.account());
        } catch (RuntimeException e) {
            LOG.warning(() -> "whether a sign-in is still in force cannot be told now: " + e);
            return true;
        }
    }

    private void cut(Predicate<OpenStream> which) {
        streams.stream().filter(which).forEach(OpenStream::cut);
    }
}
