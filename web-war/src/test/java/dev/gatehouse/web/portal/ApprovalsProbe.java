package dev.gatehouse.web.portal;

import dev.gatehouse.web.accounts.control.Groups;
import dev.gatehouse.web.accounts.entity.Capacity;
import dev.gatehouse.web.accounts.entity.GroupName;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;

/** Put into the WAR under test: does with groups what the admin page does. */
@Path("group-probe")
@RequestScoped
public class ApprovalsProbe {

    @Inject
    private Groups groups;

    @POST
    @Path("add")
    public void add(
            @QueryParam("group") String group,
            @QueryParam("account") String account,
            @QueryParam("capacity") Capacity capacity) {
        if (groups.find(group).isEmpty()) {
            groups.create(GroupName.of(group), group);
        }
        groups.add(group, UUID.fromString(account), capacity);
    }

    @POST
    @Path("remove")
    public void remove(
            @QueryParam("group") String group,
            @QueryParam("account") String account,
            @QueryParam("capacity") Capacity capacity) {
        groups.remove(group, UUID.fromString(account), capacity);
    }
}
