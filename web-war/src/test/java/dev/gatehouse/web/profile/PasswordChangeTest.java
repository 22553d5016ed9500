package dev.gatehouse.web.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.MovableClock;
import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.accounts.control.Belonging;
import dev.gatehouse.web.accounts.entity.Account;
import dev.gatehouse.web.accounts.entity.Standing;
import dev.gatehouse.web.accounts.entity.Username;
import dev.gatehouse.web.security.control.PortalCaller;
import dev.gatehouse.web.security.control.SignInThrottle;
import dev.gatehouse.web.security.control.SignIns;
import dev.gatehouse.web.security.entity.SignInToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PasswordChangeTest {

    private static final String CHOSEN = "a much better sentence";

    private final MovableClock clock = new MovableClock();
    private final SignInThrottle throttle = new SignInThrottle(clock);
    private final PortalCaller ada = caller("ada");
    private final List<String> done = new ArrayList<>();
    private ProblemCode answer = ProblemCode.INVALID_VALUE;

    private final Accounts accounts = new Accounts() {
        @Override
        public void changePassword(UUID id, String present, String chosen) {
            done.add("looked at");
            if (!"right".equals(present)) {
                throw new GatehouseException(answer, "no");
            }
        }
    };

    private final SignIns signIns = new SignIns() {
        @Override
        public void revokeOthers(UUID account, UUID kept) {
            done.add("others signed out");
        }
    };

    private final PasswordChange change = new PasswordChange(accounts, signIns, throttle);

    private static PortalCaller caller(String name) {
        var account = new Account(Username.of(name), name, Standing.USER, "hash", Instant.EPOCH);
        return new PortalCaller(account, Belonging.NONE, SignInToken.random());
    }

    private ProblemCode refused(String present, String chosen) {
        return assertThrows(GatehouseException.class, () -> change.change(ada, present, chosen))
                .problem()
                .code();
    }

    @Test
    void aBorrowedSignInCannotGuessThePresentPassword() {
        int guesses = 0;
        while (refused("guess", CHOSEN) == ProblemCode.INVALID_VALUE && guesses < 50) {
            guesses++;
        }
        assertEquals(5, guesses);
        assertEquals(ProblemCode.TOO_MANY_ATTEMPTS, refused("right", CHOSEN), "not even with the right one");
        assertEquals(guesses, done.size());
    }

    @Test
    void guessingHereKeepsNobodyOutWhereThePersonSignsIn() {
        throttle.succeeded("ada", "10.0.0.1");
        for (int i = 0; i < 10; i++) {
            refused("guess", CHOSEN);
        }
        assertTrue(throttle.attempt("ada", "10.0.0.1").isEmpty());
    }

    @Test
    void aNewPasswordThatWillNotDoIsNoGuess() {
        for (int i = 0; i < 20; i++) {
            assertEquals(ProblemCode.INVALID_VALUE, refused("right", "short"));
        }
        change.change(ada, "right", CHOSEN);
        assertEquals(List.of("looked at", "others signed out"), done);
    }

    @Test
    void aPasswordThatCouldNotBeLookedAtIsNoGuess() {
        answer = ProblemCode.TOO_MANY_ATTEMPTS;
        for (int i = 0; i < 20; i++) {
            refused("any", CHOSEN);
        }
        change.change(ada, "right", CHOSEN);
        assertEquals(22, done.size());
    }
}
