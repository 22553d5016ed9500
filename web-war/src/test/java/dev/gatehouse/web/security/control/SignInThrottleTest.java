package dev.gatehouse.web.security.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.web.MovableClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {

    private final MovableClock clock = new MovableClock();
    private final SignInThrottle throttle = new SignInThrottle(clock);

    private void fail(String name, String address, int times) {
        for (int i = 0; i < times; i++) {
            assertEquals(Optional.empty(), throttle.attempt(name, address), "attempt " + i);
        }
    }

    @Test
    void someAttemptsAreFree() {
        fail("ada", "10.0.0.1", SignInThrottle.FREE_PER_NAME);
        assertEquals(Optional.of(SignInThrottle.FIRST_WAIT), throttle.attempt("ada", "10.0.0.1"));
    }

    @Test
    void eachFurtherFailureDoublesTheWait() {
        fail("ada", "10.0.0.1", SignInThrottle.FREE_PER_NAME);
        for (int seconds = 4; seconds <= 256; seconds *= 2) {
            assertEquals(Optional.of(Duration.ofSeconds(seconds)), throttle.attempt("ada", "10.0.0.1"));
            clock.advance(Duration.ofSeconds(seconds));
            assertEquals(Optional.empty(), throttle.attempt("ada", "10.0.0.1"));
        }
    }

    @Test
    void theWaitIsBounded() {
        fail("ada", "10.0.0.1", SignInThrottle.FREE_PER_NAME);
        for (int i = 0; i < 30; i++) {
            clock.advance(SignInThrottle.MAX_WAIT);
            assertEquals(Optional.empty(), throttle.attempt("ada", "10.0.0." + i));
        }
        assertEquals(Optional.of(SignInThrottle.MAX_WAIT), throttle.attempt("ada", "10.0.0.1"));
    }

    @Test
    void aRefusedAttemptDoesNotProlongTheWait() {
        fail("ada", "10.0.0.1", SignInThrottle.FREE_PER_NAME);
        for (int i = 0; i < 50; i++) {
            throttle.attempt("ada", "10.0.0.1");
        }
        assertEquals(Optional.of(SignInThrottle.FIRST_WAIT), throttle.attempt("ada", "10.0.0.1"));
    }

    @Test
    void guessingManyNamesFromOneAddressIsSlowedToo() {
        for (int i = 0; i < SignInThrottle.FREE_PER_ADDRESS; i++) {
            fail("name" + i, "10.0.0.1", 1);
        }
        assertTrue(throttle.attempt("another", "10.0.0.1").isPresent());
        assertEquals(Optional.empty(), throttle.attempt("another", "10.0.0.2"));
    }

    @Test
    void successForgetsTheNameButNotTheAddressOfOthersGuesses() {
        fail("ada", "10.0.0.1", SignInThrottle.FREE_PER_NAME);
        throttle.succeeded("ada", "10.0.0.1");
        assertEquals(Optional.empty(), throttle.attempt("ada", "10.0.0.9"));
        fail("bob", "10.0.0.1", SignInThrottle.FREE_PER_NAME);
        fail("cid", "10.0.0.1", SignInThrottle.FREE_PER_NAME);
        fail("dan", "10.0.0.1", SignInThrottle.FREE_PER_NAME);
        fail("eve", "10.0.0.1", 1);
        assertTrue(throttle.attempt("eve", "10.0.0.1").isPresent());
    }

    @Test
    void everythingIsForgottenAfterAWhile() {
        fail("ada", "10.0.0.1", SignInThrottle.FREE_PER_NAME);
        clock.advance(SignInThrottle.MEMORY.plusSeconds(1));
        fail("ada", "10.0.0.1", SignInThrottle.FREE_PER_NAME);
    }

    @Test
    void madeUpNamesDoNotPushTheAddressOut() {
        for (int i = 0; i < SignInThrottle.FREE_PER_ADDRESS; i++) {
            fail("n" + i, "10.0.0.1", 1);
        }
        for (int i = 0; i < SignInThrottle.MAX_ENTRIES + 10; i++) {
            throttle.attempt("made-up-" + i, "10.1." + i / 200 + "." + i % 200 + "/" + i % 7);
            throttle.attempt("x", "10.0.0.1");
        }
        assertTrue(throttle.attempt("fresh", "10.0.0.1").isPresent());
    }
}
