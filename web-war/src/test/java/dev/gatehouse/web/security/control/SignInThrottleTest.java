package dev.gatehouse.web.security.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.web.MovableClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {

    private static final String OFFICE = "10.0.0.1";

    private final MovableClock clock = new MovableClock();
    private final SignInThrottle throttle = new SignInThrottle(clock);

    private void fail(String name, String address, int times) {
        for (int i = 0; i < times; i++) {
            assertEquals(Optional.empty(), throttle.attempt(name, address), "attempt " + i);
        }
    }

    private void signIn(String name, String address) {
        assertEquals(Optional.empty(), throttle.attempt(name, address));
        throttle.succeeded(name, address);
    }

    @Test
    void someAttemptsAreFree() {
        fail("ada", OFFICE, SignInThrottle.FREE_PER_NAME);
        assertEquals(Optional.of(SignInThrottle.FIRST_WAIT), throttle.attempt("ada", OFFICE));
    }

    @Test
    void eachFurtherFailureDoublesTheWait() {
        fail("ada", OFFICE, SignInThrottle.FREE_PER_NAME);
        for (int seconds = 4; seconds <= 256; seconds *= 2) {
            assertEquals(Optional.of(Duration.ofSeconds(seconds)), throttle.attempt("ada", OFFICE));
            clock.advance(Duration.ofSeconds(seconds));
            assertEquals(Optional.empty(), throttle.attempt("ada", OFFICE));
        }
        assertEquals(Optional.of(SignInThrottle.MAX_WAIT), throttle.attempt("ada", OFFICE));
    }

    @Test
    void whoGuessesOneNameForADayFromManyAddressesGetsSomeHundredGuesses() {
        int guesses = 0;
        for (int second = 0; second < 86_400; second++) {
            guesses += throttle.attempt("ada", "10.1." + second % 200 + ".1").isEmpty() ? 1 : 0;
            clock.advance(Duration.ofSeconds(1));
        }
        assertTrue(guesses < 600, guesses + " guesses");
    }

    @Test
    void aRefusedAttemptDoesNotProlongTheWait() {
        fail("ada", OFFICE, SignInThrottle.FREE_PER_NAME);
        for (int i = 0; i < 50; i++) {
            throttle.attempt("ada", OFFICE);
        }
        assertEquals(Optional.of(SignInThrottle.FIRST_WAIT), throttle.attempt("ada", OFFICE));
    }

    @Test
    void guessingManyNamesFromOneAddressTakesTurns() {
        for (int i = 0; i < SignInThrottle.FREE_PER_ADDRESS; i++) {
            fail("name" + i, OFFICE, 1);
        }
        assertEquals(Optional.of(SignInThrottle.TURN), throttle.attempt("another", OFFICE));
        assertEquals(Optional.of(SignInThrottle.TURN.multipliedBy(2)), throttle.attempt("yet another", OFFICE));
        assertEquals(Optional.empty(), throttle.attempt("another", "10.0.0.2"));
    }

    @Test
    void manyPeopleBehindOneAddressAreHeldBackForSecondsOnly() {
        for (int i = 0; i < 100; i++) {
            throttle.attempt("made-up-" + i, OFFICE);
        }
        Duration wait = throttle.attempt("ada", OFFICE).orElseThrow();
        assertTrue(wait.compareTo(SignInThrottle.MAX_TURN) <= 0, wait.toString());
        clock.advance(wait);
        for (int i = 100; i < 200; i++) {
            throttle.attempt("made-up-" + i, OFFICE);
        }
        signIn("ada", OFFICE);
    }

    @Test
    void aWholeOfficeOfTyposLocksNobodyOut() {
        for (int person = 0; person < 60; person++) {
            for (int tries = 0; tries < 3; tries++) {
                Duration wait = throttle.attempt("person" + person, OFFICE).orElse(Duration.ZERO);
                assertTrue(wait.compareTo(SignInThrottle.MAX_TURN) <= 0, wait.toString());
                if (wait.isPositive()) {
                    clock.advance(wait);
                    fail("person" + person, OFFICE, 1);
                }
            }
            throttle.succeeded("person" + person, OFFICE);
        }
    }

    @Test
    void anAddressFailuresHalveEvenWhileSomeoneTries() {
        for (int i = 0; i < SignInThrottle.FREE_PER_ADDRESS; i++) {
            fail("name" + i, OFFICE, 1);
        }
        for (int minute = 0; minute < 10; minute++) {
            clock.advance(Duration.ofMinutes(1));
            throttle.attempt("minute" + minute, OFFICE);
        }
        assertEquals(Optional.empty(), throttle.attempt("ada", OFFICE));
    }

    @Test
    void strangersCannotKeepAPersonOutWhereThatPersonSignsIn() {
        signIn("ada", OFFICE);
        fail("ada", "203.0.113.9", SignInThrottle.FREE_PER_NAME);
        for (int i = 0; i < 3 * SignInThrottle.FREE_PER_ADDRESS; i++) {
            throttle.attempt("made-up-" + i, OFFICE);
        }
        assertTrue(throttle.attempt("ada", "203.0.113.10").isPresent());
        signIn("ada", OFFICE);
    }

    @Test
    void aNameIsAlsoGuessedSlowlyFromWhereItSignsIn() {
        signIn("ada", OFFICE);
        fail("ada", OFFICE, SignInThrottle.FREE_PER_NAME);
        assertEquals(Optional.of(SignInThrottle.FIRST_WAIT), throttle.attempt("ada", OFFICE));
    }

    @Test
    void successForgetsTheNameButNotTheAddressOfOthersGuesses() {
        fail("ada", OFFICE, SignInThrottle.FREE_PER_NAME);
        throttle.succeeded("ada", OFFICE);
        assertEquals(Optional.empty(), throttle.attempt("ada", "10.0.0.9"));
        for (int i = 0; i < SignInThrottle.FREE_PER_ADDRESS - SignInThrottle.FREE_PER_NAME + 1; i++) {
            fail("name" + i, OFFICE, 1);
        }
        assertTrue(throttle.attempt("eve", OFFICE).isPresent());
    }

    @Test
    void aPasswordThatWasNotLookedAtIsNoGuess() {
        for (int i = 0; i < 100; i++) {
            fail("ada", OFFICE, 1);
            throttle.notTried("ada", OFFICE);
        }
    }

    @Test
    void everythingIsForgottenAfterAWhile() {
        fail("ada", OFFICE, SignInThrottle.FREE_PER_NAME);
        clock.advance(SignInThrottle.NAME_HALVES.plusSeconds(1));
        fail("ada", OFFICE, SignInThrottle.FREE_PER_NAME);
    }

    @Test
    void madeUpNamesDoNotPushTheAddressOut() {
        for (int i = 0; i < SignInThrottle.FREE_PER_ADDRESS; i++) {
            fail("n" + i, OFFICE, 1);
        }
        for (int i = 0; i < BoundedTable.MAX_ENTRIES + 10; i++) {
            throttle.attempt("made-up-" + i, "10.1." + i / 200 + "." + i % 200 + "/" + i % 7);
            throttle.attempt("x", OFFICE);
        }
        assertTrue(throttle.attempt("fresh", OFFICE).isPresent());
    }
}
