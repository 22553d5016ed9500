package dev.gatehouse.web.audit.control;

import dev.gatehouse.contract.GatehouseException;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.function.IntSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What the audit needs by the clock: heads, retention, the agent's refused requests. */
@Singleton
@Startup
@DependsOn("Migration")
@TransactionManagement(TransactionManagementType.BEAN)
public class AuditUpkeep {

    private static final Logger LOG = Logger.getLogger(AuditUpkeep.class.getName());

    /** Of one kind in one go; the rest has time until the next hour. */
    private static final int MOST_STEPS = 100;

    @Inject
    private SignedHeads heads;

    @Inject
    private Retention retention;

    @Inject
    private Verification verification;

    @Inject
    private RefusedTokens refused;

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void sign() {
        attempt("sign the head of the audit", () -> heads.sign(false));
    }

    /** An agent that is down has its own place to be told of. */
    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
    void readRefused() {
        try {
            refused.read();
        } catch (GatehouseException e) {
            LOG.log(Level.FINE, "the agent's refused requests could not be read", e);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the agent's refused requests could not be recorded, trying again", e);
        }
    }

    /** Not while rows are being checked, which would find some gone that were there. */
    @Schedule(hour = "*", minute = "17", persistent = false)
    void retain() {
        if (!verification.state().running()) {
            attempt("redact old inputs", () -> exhaust(retention::redactAged));
            attempt("redact inputs by rule", () -> exhaust(retention::redactMatching));
            attempt("remove old rows of the audit", () -> exhaust(retention::prune));
        }
    }

    @PreDestroy
    void stop() {
        attempt("sign the head of the audit", () -> heads.sign(true));
    }

    private static void exhaust(IntSupplier step) {
        for (int i = 0; i < MOST_STEPS && step.getAsInt() > 0; i++) {
            // one transaction each
        }
    }

    /** A failure of one must not end the timer of all. */
    private static void attempt(String what, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "could not " + what + ", trying again later", e);
        }
    }
}
