package dev.gatehouse.web.leases.control;

import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.accounts.entity.Account;
import dev.gatehouse.web.acts.Actor;
import dev.gatehouse.web.acts.AdministrativeAct;
import dev.gatehouse.web.leases.entity.Lease;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;

/** Tells what is done with leases to whoever records it. */
@ApplicationScoped
class LeaseActs {

    static final String ASKED = "leases.asked";
    static final String GRANTED = "leases.granted";
    static final String REFUSED = "leases.refused";
    static final String WITHDRAWN = "leases.withdrawn";
    static final String LAPSED = "leases.lapsed";
    static final String EXPIRED = "leases.expired";
    static final String ENDED = "leases.ended";
    static final String BROKE_GLASS = "leases.broke-glass";

    @Inject
    private Event<AdministrativeAct> acts;

    @Inject
    private Accounts accounts;

    /** Beside the change, in its transaction. */
    void tell(Actor actor, String act, Lease lease) {
        Map<String, String> details = new TreeMap<>();
        details.put("lease", lease.id().toString());
        details.put("mode", lease.mode().wireName());
        details.put("reason", lease.reason());
        details.put("asked-minutes", Integer.toString(lease.askedMinutes()));
        lease.grantedMinutes().ifPresent(minutes -> details.put("granted-minutes", minutes.toString()));
        lease.validUntil().ifPresent(until -> details.put("valid-until", until.toString()));
        lease.note().ifPresent(note -> details.put("note", note));
        if (lease.brokeGlass()) {
            details.put("break-glass", "true");
        }
        String person = accounts.find(lease.person()).map(Account::username).orElse("");
        acts.fire(new AdministrativeAct(actor, act, person, details));
    }
}
