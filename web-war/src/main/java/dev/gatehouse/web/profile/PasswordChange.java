package dev.gatehouse.web.profile;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.accounts.control.PasswordRules;
import dev.gatehouse.web.security.control.PortalCaller;
import dev.gatehouse.web.security.control.SignInThrottle;
import dev.gatehouse.web.security.control.SignIns;
import dev.gatehouse.web.security.control.Waiting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/** The person's own change of password: who has borrowed a sign-in must not learn the password by trying here. */
@ApplicationScoped
public class PasswordChange {

    private Accounts accounts;
    private SignIns signIns;
    private SignInThrottle throttle;

    protected PasswordChange() {}

    @Inject
    public PasswordChange(Accounts accounts, SignIns signIns, SignInThrottle throttle) {
        this.accounts = accounts;
        this.signIns = signIns;
        this.throttle = throttle;
    }

    /**
     * All other sign-ins end.
     *
     * @throws GatehouseException {@code INVALID_VALUE} or {@code TOO_MANY_ATTEMPTS}, with a text for the person
     */
    public void change(PortalCaller caller, String present, String chosen) {
        // first, for what is wrong with the new one is no guess of the present one
        PasswordRules.check(caller.username(), chosen);
        String from = "sign-in " + caller.signIn();
        Optional<Duration> wait = throttle.attempt(caller.username(), from);
        if (wait.isPresent()) {
            throw new GatehouseException(
                    ProblemCode.TOO_MANY_ATTEMPTS,
                    "Too many attempts. Try again in " + Waiting.inWords(wait.get()) + ".");
        }
        try {
            accounts.changePassword(caller.account(), present, chosen);
        } catch (GatehouseException e) {
            if (e.problem().code() == ProblemCode.TOO_MANY_ATTEMPTS) {
                throttle.notTried(caller.username(), from);
            }
            throw e;
        }
        throttle.succeeded(caller.username(), from);
        signIns.revokeOthers(caller.account(), caller.signIn());
    }
}
