package dev.gatehouse.web.audit.control;

import dev.gatehouse.web.acts.Actor;
import dev.gatehouse.web.audit.chain.AuditDraft;
import dev.gatehouse.web.audit.chain.AuditKind;
import dev.gatehouse.web.audit.chain.ChainVerifier;
import dev.gatehouse.web.audit.chain.Finding;
import dev.gatehouse.web.audit.chain.JdbcRows;
import dev.gatehouse.web.audit.chain.Verdict;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Checks the audit in the background, one check at a time, and records what it found. */
@ApplicationScoped
public class Verification {

    private static final Logger LOG = Logger.getLogger(Verification.class.getName());

    /**
     * How a check stands.
     *
     * @param total how many rows there were when it began
     * @param failure why it could not be done, for a person to read
     */
    public record State(
            boolean running,
            Optional<Instant> startedAt,
            long read,
            long total,
            Optional<Verdict> verdict,
            Optional<String> failure) {

        static final State NEVER = new State(false, Optional.empty(), 0, 0, Optional.empty(), Optional.empty());

        public int percent() {
            return total == 0 ? 0 : (int) Math.min(100, read * 100 / total);
        }

        State at(long rows) {
            return new State(running, startedAt, rows, total, verdict, failure);
        }

        State ended(Verdict found) {
            return new State(false, startedAt, found.rows(), total, Optional.of(found), Optional.empty());
        }

        State failed(String why) {
            return new State(false, startedAt, read, total, Optional.empty(), Optional.of(why));
        }
    }

    @Resource(lookup = "java:app/jdbc/gatehouse")
    private DataSource database;

    @Resource
    private ManagedExecutorService executor;

    @Inject
    private AuditTrail trail;

    @Inject
    private AuditKey key;

    @Inject
    private SignedHeads heads;

    @Inject
    private Clock clock;

    private State state = State.NEVER;

    public synchronized State state() {
        return state;
    }

    /** Does nothing if one is running. */
    public synchronized void start(Actor by) {
        if (state.running()) {
            return;
        }
        var head = trail.head();
        long total = head.number() - head.first() + 1;
        state = new State(true, Optional.of(clock.instant()), 0, total, Optional.empty(), Optional.empty());
        executor.execute(() -> run(by));
    }

    private void run(Actor by) {
        try (Connection connection = database.getConnection()) {
            var verifier = new ChainVerifier(new JdbcRows(connection), heads.file(), key.require(false));
            Verdict verdict = verifier.verify(rows -> change(state().at(rows)));
            trail.append(List.of(row(by, verdict)));
            change(state().ended(verdict));
        } catch (SQLException | IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "the audit could not be verified", e);
            change(state().failed("The audit could not be checked: " + e.getMessage()));
        }
    }

    private AuditDraft row(Actor by, Verdict verdict) {
        var findings = Json.createArrayBuilder();
        verdict.findings().stream().map(Finding::message).forEach(findings::add);
        return new AuditDraft(AuditKind.AUDIT_VERIFIED, clock.instant())
                .actor(by.account().orElse(null))
                .content(
                        verdict.intact()
                                ? verdict.rows() + " rows intact"
                                : verdict.findings().get(0).message(),
                        Json.createObjectBuilder()
                                .add("actor", by.name())
                                .add("rows", verdict.rows())
                                .add("findings", findings)
                                .build()
                                .toString());
    }

    private synchronized void change(State next) {
        state = next;
    }
}
