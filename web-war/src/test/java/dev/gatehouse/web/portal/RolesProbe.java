package dev.gatehouse.web.portal;

import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.accounts.control.Groups;
import dev.gatehouse.web.accounts.entity.Capacity;
import dev.gatehouse.web.accounts.entity.GroupName;
import dev.gatehouse.web.accounts.entity.Standing;
import dev.gatehouse.web.security.control.PortalCaller;
import dev.gatehouse.web.security.control.ReAuthentication;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;
import java.util.UUID;

/** Put into the WAR under test: roles and groups, and an act that needs the password again. */
@Path("roles-probe")
@RequestScoped
public class RolesProbe {

    @Inject
    private Accounts accounts;

    @Inject
    private Groups groups;

    @Inject
    private Viewer viewer;

    @Inject
    private ReAuthentication reAuthentication;

    @Inject
    private ActsSeen seen;

    @PersistenceContext
    private EntityManager entities;

    @POST
    @Path("standing")
    public void standing(@QueryParam("id") String id, @QueryParam("to") Standing standing) {
        accounts.standing(UUID.fromString(id), standing);
    }

    @POST
    @Path("group")
    public void group(@QueryParam("name") String name) {
        groups.create(GroupName.of(name), name);
    }

    @POST
    @Path("delete-group")
    public void deleteGroup(@QueryParam("name") String name) {
        groups.delete(name);
    }

    @POST
    @Path("add")
    public void add(
            @QueryParam("group") String group, @QueryParam("id") String id, @QueryParam("as") Capacity capacity) {
        groups.add(group, UUID.fromString(id), capacity);
    }

    @POST
    @Path("remove")
    public void remove(
            @QueryParam("group") String group, @QueryParam("id") String id, @QueryParam("as") Capacity capacity) {
        groups.remove(group, UUID.fromString(id), capacity);
    }

    /** As the request sees itself. */
    @GET
    @Path("who")
    public String who() {
        PortalCaller caller = viewer.require();
        return new TreeSet<>(caller.roles()) + " member " + new TreeSet<>(caller.groups()) + " approver "
                + new TreeSet<>(caller.approverOf());
    }

    @POST
    @Path("confirm")
    public void confirm(@QueryParam("password") String password, @QueryParam("from") String address) {
        reAuthentication.confirm(password, address);
    }

    @POST
    @Path("dangerous")
    public void dangerous() {
        reAuthentication.require();
    }

    /** What was confirmed was so long ago. */
    @POST
    @Path("age")
    @Transactional
    public void age(@QueryParam("seconds") long seconds) {
        entities.createQuery("update SignIn s set s.confirmedAt = :at where s.id = :id")
                .setParameter("at", Instant.now().minus(Duration.ofSeconds(seconds)))
                .setParameter("id", viewer.require().signIn().toString())
                .executeUpdate();
    }

    @GET
    @Path("acts")
    public String acts() {
        return String.join("\n", seen.acts());
    }
}
