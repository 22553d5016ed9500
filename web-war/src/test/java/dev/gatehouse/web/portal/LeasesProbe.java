package dev.gatehouse.web.portal;

import dev.gatehouse.contract.AgentStatus;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.web.acts.AdministrativeAct;
import dev.gatehouse.web.leases.control.LeaseBook;
import dev.gatehouse.web.policy.control.Grants;
import dev.gatehouse.web.sessions.AgentState;
import dev.gatehouse.web.sessions.Asker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Put into the WAR under test: what was told of leases, what they do to a grant, and time that passes. */
@Path("lease-probe")
@ApplicationScoped
public class LeasesProbe {

    private final List<String> acts = new CopyOnWriteArrayList<>();

    @Inject
    private Grants grants;

    @Inject
    private AgentState agent;

    @Inject
    private LeaseBook book;

    @PersistenceContext
    private EntityManager entities;

    void told(@Observes(during = TransactionPhase.AFTER_SUCCESS) AdministrativeAct act) {
        acts.add(act.act() + " by " + act.actor().name() + " to " + act.subject() + " " + act.details());
    }

    @GET
    @Path("acts")
    public String acts() {
        return String.join("\n", acts);
    }

    @GET
    @Path("grant")
    public String grant(@QueryParam("id") String id) {
        AgentStatus status = agent.require();
        return ContractJson.write(grants.grantFor(new Asker(UUID.fromString(id), "probe", Set.of("user")), status))
                .toString();
    }

    /** As if it had been granted that much earlier. */
    @POST
    @Path("age")
    @Transactional
    public void age(@QueryParam("id") String id, @QueryParam("seconds") long seconds) {
        entities.createQuery("update Lease l set l.validUntil = :until where l.id = :id")
                .setParameter("until", Instant.now().plusSeconds(seconds))
                .setParameter("id", id)
                .executeUpdate();
    }

    @POST
    @Path("tick")
    public void tick() {
        book.tick();
    }
}
