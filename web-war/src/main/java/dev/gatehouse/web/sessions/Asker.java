package dev.gatehouse.web.sessions;

import dev.gatehouse.web.accounts.entity.Role;
import dev.gatehouse.web.security.control.PortalCaller;
import java.util.Set;
import java.util.UUID;

/** For whom the agent is called. */
public record Asker(UUID account, String name, Set<String> roles) {

    /** The nil UUID (RFC 9562, 5.9) is nobody's account. */
    private static final UUID NOBODY = new UUID(0, 0);

    /** Web itself where it speaks of everybody: as the reader of the feed, and as who decides about grants. */
    public static final Asker FEED = new Asker(NOBODY, "gatehouse", Set.of("system"));

    /** Web itself where anyone may ask. */
    public static final Asker PORTAL = new Asker(NOBODY, "gatehouse", Set.of(Role.USER));

    /** Web itself where it ends workers, whoever's they are. */
    public static final Asker ADMINISTRATION = new Asker(NOBODY, "gatehouse", Set.of(Role.USER, Role.ADMINISTRATOR));

    public Asker {
        roles = Set.copyOf(roles);
    }

    /**
     * The person for everything of the own. An approver is one only for the one question that is answered; an auditor
     * is nothing to the agent.
     */
    public static Asker of(PortalCaller caller) {
        return new Asker(
                caller.account(),
                caller.username(),
                caller.administrator() ? Set.of(Role.USER, Role.ADMINISTRATOR) : Set.of(Role.USER));
    }

    /** Where a question in somebody else's session is answered, and nothing else. */
    public static Asker approving(PortalCaller caller) {
        return new Asker(caller.account(), caller.username(), Set.of(Role.USER, Role.APPROVER));
    }
}
