package dev.gatehouse.web.security.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.accounts.control.Accounts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks for the password once more before a dangerous act, so that a device left open cannot do it. What was confirmed
 * is kept with the sign-in, not with a page: another device, and another sign-in on this one, has to confirm by itself.
 */
@ApplicationScoped
public class ReAuthentication {

    /** For so long a confirmation counts. The sign-in itself never does. */
    public static final Duration VALID = Duration.ofMinutes(5);

    private Viewer viewer;
    private SignIns signIns;
    private Accounts accounts;
    private SignInThrottle throttle;
    private SignInActs acts;
    private Clock clock;

    protected ReAuthentication() {}

    @Inject
    public ReAuthentication(
            Viewer viewer, SignIns signIns, Accounts accounts, SignInThrottle throttle, SignInActs acts, Clock clock) {
        this.viewer = viewer;
        this.signIns = signIns;
        this.accounts = accounts;
        this.throttle = throttle;
        this.acts = acts;
        this.clock = clock;
    }

    /** Whether the person at this device has confirmed a short while ago. */
    public boolean fresh() {
        return signIns.confirmedAt(viewer.require().signIn())
                .filter(at -> !at.isAfter(clock.instant()))
                .filter(at -> clock.instant().isBefore(at.plus(VALID)))
                .isPresent();
    }

    /**
     * The first line of a dangerous act, after the role.
     *
     * @throws GatehouseException {@code FORBIDDEN} if the password has to be given again
     */
    public void require() {
        if (!fresh()) {
            throw new GatehouseException(
                    ProblemCode.FORBIDDEN, "Confirm with your password that it is you, then do it again.");
        }
    }

    /**
     * Counts for {@link #VALID} from now if the password is right. Guessing is slowed as at the sign-in, by the same
     * count.
     *
     * @param address of the client, as the sign-in counts it
     * @throws GatehouseException {@code INVALID_VALUE} if it is wrong, {@code TOO_MANY_ATTEMPTS} with the time to wait
     */
    public void confirm(String password, String address) {
        PortalCaller caller = viewer.require();
        Optional<Duration> wait = throttle.attempt(caller.username(), address);
        if (wait.isPresent()) {
            acts.throttled(caller.username(), address);
            throw new GatehouseException(
                    ProblemCode.TOO_MANY_ATTEMPTS,
                    "Too many attempts. Try again in " + Waiting.inWords(wait.get()) + ".");
        }
        if (!isPassword(caller, password == null ? "" : password, address)) {
            acts.notConfirmed(caller, address);
            throw new GatehouseException(ProblemCode.INVALID_VALUE, "This is not your password.");
        }
        throttle.succeeded(caller.username(), address);
        signIns.confirmed(caller.signIn());
        acts.confirmed(caller, address);
    }

    private boolean isPassword(PortalCaller caller, String password, String address) {
        try {
            return accounts.isPassword(caller.account(), password);
        } catch (GatehouseException e) {
            if (e.problem().code() == ProblemCode.TOO_MANY_ATTEMPTS) {
                throttle.notTried(caller.username(), address);
            }
            throw e;
        }
    }
}
