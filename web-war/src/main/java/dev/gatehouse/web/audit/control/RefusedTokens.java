package dev.gatehouse.web.audit.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.RefusedRequest;
import dev.gatehouse.contract.RefusedRequests;
import dev.gatehouse.web.audit.chain.AuditDraft;
import dev.gatehouse.web.audit.chain.AuditKind;
import dev.gatehouse.web.audit.entity.RefusalsRead;
import dev.gatehouse.web.sessions.AgentClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Brings into the audit whom the agent turned away; the place up to which it was read goes with the rows. */
@ApplicationScoped
public class RefusedTokens {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private AgentClient agent;

    @Inject
    private AuditTrail trail;

    @Inject
    private Clock clock;

    /** @throws GatehouseException if the agent does not answer; then it is asked again. */
    @Transactional
    public void read() {
        RefusalsRead place = entities.find(RefusalsRead.class, RefusalsRead.ONLY, LockModeType.PESSIMISTIC_WRITE);
        RefusedRequests found = agent.refusals(place.latest());
        if (place.number(found.boot()) < place.latest()) {
            // the agent was started anew and counts from the beginning
            found = agent.refusals(0);
        }
        long last = place.number(found.boot());
        var rows = new ArrayList<AuditDraft>();
        List<RefusedRequest> fresh = found.refused();
        for (RefusedRequest each : fresh) {
            if (each.number() > last + 1) {
                rows.add(forgotten(each.number() - last - 1));
            }
            rows.add(row(each));
            last = each.number();
        }
        place.read(found.boot(), last);
        trail.append(rows);
    }

    private static AuditDraft row(RefusedRequest refused) {
        return new AuditDraft(AuditKind.TOKEN_REFUSED, refused.at())
                .ref(refused.method() + " " + refused.path())
                .allowed(false)
                .content(
                        refused.reason(),
                        Json.createObjectBuilder()
                                .add("method", refused.method())
                                .add("path", refused.path())
                                .add("address", refused.address())
                                .add("reason", refused.reason())
                                .build()
                                .toString());
    }

    private AuditDraft forgotten(long count) {
        String line = count + " more, which the agent could not keep";
        return new AuditDraft(AuditKind.TOKEN_REFUSED, clock.instant())
                .allowed(false)
                .content(
                        line,
                        Json.createObjectBuilder()
                                .add("forgotten", count)
                                .build()
                                .toString());
    }
}
