package dev.gatehouse.web.policy.boundary;

import dev.gatehouse.contract.AgentEvent.ModelAccess;
import dev.gatehouse.contract.AgentStatus;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.web.accounts.entity.Role;
import dev.gatehouse.web.policy.control.Grants;
import dev.gatehouse.web.security.control.Viewer;
import dev.gatehouse.web.sessions.AgentState;
import dev.gatehouse.web.sessions.Asker;
import dev.gatehouse.web.sessions.ModeText;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/** What can be done here and now, and why not more. */
@Path("status")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class StatusResource {

    @Inject
    private Viewer viewer;

    @Inject
    private AgentState agent;

    @Inject
    private Grants grants;

    @GET
    @RolesAllowed(Role.USER)
    public String get() {
        Asker asker = Asker.of(viewer.require());
        Optional<AgentStatus> status = agent.status();
        JsonObjectBuilder up = Json.createObjectBuilder().add("up", status.isPresent());
        agent.problem().ifPresent(problem -> up.add("problem", problem.toJson()));
        JsonObjectBuilder json = Json.createObjectBuilder().add("agent", up);
        status.ifPresent(present -> describe(asker, present, json));
        return json.build().toString();
    }

    private void describe(Asker asker, AgentStatus status, JsonObjectBuilder json) {
        json.add("modelAccess", status.modelAccess().name());
        json.add("scripted", status.modelAccess() == ModelAccess.SCRIPTED);
        status.bypassObstacle().ifPresent(obstacle -> json.add("bypassObstacle", obstacle));
        status.cliProblem().ifPresent(problem -> json.add("cliProblem", problem.toJson()));
        JsonArrayBuilder models = Json.createArrayBuilder();
        status.models()
                .forEach(model -> models.add(
                        Json.createObjectBuilder().add("name", model.name()).add("label", model.label())));
        json.add("models", models);
        try {
            ModeGrant grant = grants.grantFor(asker, status);
            grant.frozen().ifPresent(reason -> json.add("frozen", reason));
            json.add("initialMode", effective(grant, status).wireName());
            json.add("modes", modes(asker, grant, status));
        } catch (GatehouseException e) {
            json.add("modes", Json.createArrayBuilder());
            json.add("problem", e.problem().toJson());
        }
    }

    private static PermissionMode effective(ModeGrant grant, AgentStatus status) {
        boolean blocked = grant.initial() == PermissionMode.BYPASS_PERMISSIONS
                && status.bypassObstacle().isPresent();
        return blocked ? grant.fallback() : grant.initial();
    }

    private JsonArrayBuilder modes(Asker asker, ModeGrant grant, AgentStatus status) {
        JsonArrayBuilder modes = Json.createArrayBuilder();
        for (PermissionMode mode : PermissionMode.values()) {
            ModeText text = ModeText.of(mode);
            Optional<String> obstacle =
                    mode == PermissionMode.BYPASS_PERMISSIONS ? status.bypassObstacle() : Optional.empty();
            boolean allowed = grant.allows(mode) && obstacle.isEmpty();
            JsonObjectBuilder json = Json.createObjectBuilder()
                    .add("mode", mode.wireName())
                    .add("label", text.label())
                    .add("description", text.description())
                    .add("allowed", allowed);
            if (!allowed) {
                json.add("reasonIfNot", obstacle.orElseGet(() -> grants.reasonAgainst(mode, asker, status)));
            }
            modes.add(json);
        }
        return modes;
    }
}
