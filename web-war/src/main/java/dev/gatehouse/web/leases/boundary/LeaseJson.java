package dev.gatehouse.web.leases.boundary;

import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.leases.control.LeaseBook;
import dev.gatehouse.web.leases.control.LeaseBounds;
import dev.gatehouse.web.leases.entity.Lease;
import dev.gatehouse.web.leases.entity.LeaseState;
import dev.gatehouse.web.security.control.PortalCaller;
import dev.gatehouse.web.sessions.ModeText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Leases as pages read them. What is left is told in seconds, so that the browser's clock does not matter. */
@ApplicationScoped
class LeaseJson {

    @Inject
    private Accounts accounts;

    @Inject
    private LeaseBook book;

    String list(PortalCaller caller, List<Lease> own, List<Lease> others, List<PermissionMode> askable) {
        Map<UUID, String> names = names(Stream.concat(own.stream(), others.stream()));
        return askable(askable, caller)
                .add("own", array(own, caller, names))
                .add("others", array(others, caller, names))
                .build()
                .toString();
    }

    String own(PortalCaller caller, List<Lease> own, List<PermissionMode> askable) {
        return askable(askable, caller)
                .add("own", array(own, caller, names(own.stream())))
                .build()
                .toString();
    }

    JsonObject one(PortalCaller caller, Lease lease) {
        return written(lease, caller, names(Stream.of(lease))).build();
    }

    private static JsonObjectBuilder askable(List<PermissionMode> modes, PortalCaller caller) {
        var askable = Json.createArrayBuilder();
        modes.forEach(mode -> askable.add(Json.createObjectBuilder()
                .add("mode", mode.wireName())
                .add("label", ModeText.of(mode).label())));
        return Json.createObjectBuilder()
                .add("askable", askable)
                .add("maxMinutes", LeaseBounds.MAX_MINUTES)
                .add("breakGlass", caller.administrator())
                .add("maxBreakGlassMinutes", LeaseBounds.MAX_BREAK_GLASS_MINUTES);
    }

    private JsonArrayBuilder array(List<Lease> leases, PortalCaller caller, Map<UUID, String> names) {
        var json = Json.createArrayBuilder();
        leases.forEach(lease -> json.add(written(lease, caller, names)));
        return json;
    }

    private JsonObjectBuilder written(Lease lease, PortalCaller caller, Map<UUID, String> names) {
        boolean own = lease.person().equals(caller.account());
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("id", lease.id().toString())
                .add("person", names.getOrDefault(lease.person(), "unknown"))
                .add("own", own)
                .add("mode", lease.mode().wireName())
                .add("label", ModeText.of(lease.mode()).label())
                .add("reason", lease.reason())
                .add("askedMinutes", lease.askedMinutes())
                .add("askedAt", lease.askedAt().toString())
                .add("state", lease.state().name())
                .add("breakGlass", lease.brokeGlass())
                .add("decides", !own && lease.state() == LeaseState.ASKED);
        lease.grantedMinutes().ifPresent(minutes -> json.add("grantedMinutes", minutes));
        lease.note().ifPresent(note -> json.add("note", note));
        person(json, "decidedBy", lease.decidedBy(), names);
        person(json, "endedBy", lease.endedBy(), names);
        lease.endedAt().ifPresent(at -> json.add("endedAt", at.toString()));
        if (lease.state() == LeaseState.ACTIVE) {
            json.add("remainingMillis", book.left(lease).toMillis());
        }
        return json;
    }

    private static void person(JsonObjectBuilder json, String name, Optional<UUID> id, Map<UUID, String> names) {
        id.ifPresent(of -> json.add(name, names.getOrDefault(of, "somebody")));
    }

    private Map<UUID, String> names(Stream<Lease> leases) {
        Set<UUID> people = leases.flatMap(
                        lease -> Stream.of(Optional.of(lease.person()), lease.decidedBy(), lease.endedBy())
                                .flatMap(Optional::stream))
                .collect(Collectors.toSet());
        return accounts.names(people);
    }
}
