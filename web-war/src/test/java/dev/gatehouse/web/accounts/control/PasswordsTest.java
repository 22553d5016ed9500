package dev.gatehouse.web.accounts.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PasswordsTest {

    private final CountDownLatch begun = new CountDownLatch(Passwords.MAX_CHECKS_AT_ONCE);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final Passwords passwords = new Passwords(new SlowHash(), Duration.ofMillis(20));

    /** Says of "right" that it is, as soon as it may. */
    private final class SlowHash implements Pbkdf2PasswordHash {

        @Override
        public void initialize(Map<String, String> parameters) {}

        @Override
        public String generate(char[] password) {
            return "hash";
        }

        @Override
        public boolean verify(char[] password, String hash) {
            begun.countDown();
            try {
                assertTrue(mayEnd.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new String(password).equals("right");
        }
    }

    @AfterEach
    void end() {
        mayEnd.countDown();
    }

    @Test
    void aPasswordThatCouldNotBeLookedAtIsNotCalledWrong() throws Exception {
        for (int i = 0; i < Passwords.MAX_CHECKS_AT_ONCE; i++) {
            Thread.ofVirtual().start(() -> passwords.matches("wrong", "hash"));
        }
        assertTrue(begun.await(20, TimeUnit.SECONDS));
        var busy = assertThrows(GatehouseException.class, () -> passwords.matches("right", "hash"));
        assertEquals(ProblemCode.TOO_MANY_ATTEMPTS, busy.problem().code());
        mayEnd.countDown();
    }

    @Test
    void aPasswordThatIsLookedAtIsRightOrWrong() {
        mayEnd.countDown();
        assertEquals(true, passwords.matches("right", "hash"));
        assertEquals(false, passwords.matches("wrong", "hash"));
    }
}
