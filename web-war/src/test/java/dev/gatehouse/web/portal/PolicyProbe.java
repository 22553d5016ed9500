package dev.gatehouse.web.portal;

import dev.gatehouse.web.accounts.control.Groups;
import dev.gatehouse.web.accounts.entity.Capacity;
import dev.gatehouse.web.accounts.entity.GroupName;
import dev.gatehouse.web.policy.control.AccountNames;
import dev.gatehouse.web.policy.control.Freezes;
import dev.gatehouse.web.policy.control.PolicyDrafts;
import dev.gatehouse.web.policy.control.PolicyVersions;
import dev.gatehouse.web.policy.control.Publication;
import dev.gatehouse.web.policy.entity.Freeze;
import dev.gatehouse.web.policy.entity.PolicyDraft;
import dev.gatehouse.web.policy.entity.PolicyVersion;
import dev.gatehouse.web.security.control.ReAuthentication;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.UUID;

/** Put into the WAR under test: does with the policy what the console does, for whoever is signed in. */
@Path("policy-probe")
@RequestScoped
public class PolicyProbe {

    @Inject
    private ReAuthentication reAuthentication;

    @Inject
    private PolicyDrafts drafts;

    @Inject
    private Publication publication;

    @Inject
    private PolicyVersions versions;

    @Inject
    private Freezes freezes;

    @Inject
    private Groups groups;

    @Inject
    private AccountNames names;

    @POST
    @Path("confirm")
    public void confirm(String password) {
        reAuthentication.confirm(password, "127.0.0.1");
    }

    @POST
    @Path("save")
    public long save(@QueryParam("seen") long seen, @QueryParam("based") long based, String text) {
        return drafts.save(text, seen, based).version();
    }

    @POST
    @Path("seen")
    public long seen() {
        return drafts.present().map(PolicyDraft::version).orElse(PolicyDrafts.NONE);
    }

    @POST
    @Path("back")
    public long takeBack(@QueryParam("to") long to, @QueryParam("seen") long seen, @QueryParam("based") long based) {
        return drafts.takeBack(versions.require(to), seen, based).version();
    }

    @POST
    @Path("approve")
    public void approve(@QueryParam("seen") long seen) {
        drafts.approve(seen, names);
    }

    @POST
    @Path("discard")
    public void discard(@QueryParam("seen") long seen) {
        drafts.discard(seen);
    }

    @POST
    @Path("publish")
    public long publish(@QueryParam("seen") long seen, @QueryParam("reason") String reason) {
        return publication.publish(seen, reason).number();
    }

    @POST
    @Path("number")
    public long number() {
        return versions.inForce().number();
    }

    /** Who made the version in force, approved it, and what it took again. */
    @POST
    @Path("people")
    public String people() {
        PolicyVersion version = versions.inForce();
        return version.author().name() + " "
                + version.approver().map(each -> each.name()).orElse("-") + " "
                + version.publisher().name() + " "
                + version.rolledBackFrom().map(Object::toString).orElse("-");
    }

    @POST
    @Path("freeze")
    public String freeze(@QueryParam("group") String group, @QueryParam("reason") String reason) {
        freezes.freeze(Optional.ofNullable(group), reason);
        return freezes.running().stream()
                .filter(each -> each.group().equals(Optional.ofNullable(group)))
                .map(Freeze::id)
                .findFirst()
                .orElseThrow()
                .toString();
    }

    @POST
    @Path("thaw")
    public void thaw(@QueryParam("id") String id) {
        freezes.thaw(UUID.fromString(id));
    }

    @POST
    @Path("join")
    public void join(@QueryParam("group") String group, @QueryParam("id") String id) {
        if (groups.find(group).isEmpty()) {
            groups.create(new GroupName(group), group);
        }
        groups.add(group, UUID.fromString(id), Capacity.MEMBER);
    }
}
