package dev.gatehouse.web.audit.control;

import dev.gatehouse.web.audit.chain.HeadFile;
import dev.gatehouse.web.audit.chain.SignedHead;
import dev.gatehouse.web.audit.entity.AuditHead;
import dev.gatehouse.web.configuration.AuditSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Writes the end of the chain into the file of heads, now and then, if there is something new. */
@ApplicationScoped
public class SignedHeads {

    private static final Logger LOG = Logger.getLogger(SignedHeads.class.getName());

    @Inject
    private AuditTrail trail;

    @Inject
    private AuditKey key;

    @Inject
    private AuditSettings settings;

    @Inject
    private Clock clock;

    private long signed;
    private Instant lastAt = Instant.EPOCH;

    /** @param now whether not to wait for the interval */
    public synchronized void sign(boolean now) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        AuditHead head = trail.head();
        boolean due = now || !at.isBefore(lastAt.plus(settings.headInterval()));
        if (!due || head.number() == signed) {
            return;
        }
        try {
            file().append(SignedHead.of(head.number(), head.mac(), at, key.require(false)));
            signed = head.number();
            lastAt = at;
        } catch (IOException e) {
            LOG.log(Level.SEVERE, "the head of the audit cannot be written to " + settings.heads(), e);
        }
    }

    HeadFile file() {
        return new HeadFile(settings.heads());
    }
}
