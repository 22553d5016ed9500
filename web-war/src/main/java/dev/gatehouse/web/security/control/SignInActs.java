package dev.gatehouse.web.security.control;

import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.accounts.entity.Account;
import dev.gatehouse.web.acts.Actor;
import dev.gatehouse.web.acts.AdministrativeAct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;

/**
 * Tells of signing in and out. A name that is no account's is never told: people type their password into the wrong
 * field.
 */
@ApplicationScoped
public class SignInActs {

    static final String OK = "sign-in.ok";
    static final String FAILED = "sign-in.failed";
    static final String THROTTLED = "sign-in.throttled";
    static final String OUT = "sign-in.out";
    static final String OTHERS_REVOKED = "sign-in.others-revoked";
    static final String CONFIRMED = "sign-in.confirmed";
    static final String NOT_CONFIRMED = "sign-in.not-confirmed";

    @Inject
    private Accounts accounts;

    @Inject
    private SignInThrottle throttle;

    @Inject
    private Event<AdministrativeAct> acts;

    public void signedIn(String name, String address) {
        Optional<Account> account = accounts.named(name);
        Actor actor = account.map(each -> Actor.of(each.id(), each.username())).orElse(Actor.UNKNOWN);
        tell(actor, OK, "", Map.of("address", address));
    }

    public void failed(String name, String address) {
        tell(Actor.UNKNOWN, FAILED, known(name), Map.of("address", address));
    }

    /** The first of many: a flood of attempts must not become a flood of entries. */
    public void throttled(String name, String address) {
        if (throttle.firstRefusalInAWhile(address)) {
            tell(Actor.UNKNOWN, THROTTLED, known(name), Map.of("address", address));
        }
    }

    public void signedOut(PortalCaller caller) {
        tell(actor(caller), OUT, "", Map.of());
    }

    public void othersRevoked(PortalCaller caller) {
        tell(actor(caller), OTHERS_REVOKED, "", Map.of());
    }

    void confirmed(PortalCaller caller, String address) {
        tell(actor(caller), CONFIRMED, "", Map.of("address", address));
    }

    void notConfirmed(PortalCaller caller, String address) {
        tell(actor(caller), NOT_CONFIRMED, "", Map.of("address", address));
    }

    private String known(String name) {
        return accounts.named(name).map(Account::username).orElse("");
    }

    private static Actor actor(PortalCaller caller) {
        return Actor.of(caller.account(), caller.username());
    }

    private void tell(Actor actor, String act, String subject, Map<String, String> details) {
        acts.fire(new AdministrativeAct(actor, act, subject, details));
    }
}
