package dev.gatehouse.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceKeysTest {

    private static String secret(int bytes, int fill) {
        byte[] secret = new byte[bytes];
        Arrays.fill(secret, (byte) fill);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    @Test
    void theFirstSignsAndAllVerify() {
        ServiceKeys keys = ServiceKeys.parse("new:" + secret(32, 1) + "\n\n  old:" + secret(64, 2) + "  \n");
        assertEquals("new", keys.signing().id());
        assertEquals(64, keys.byId("old").orElseThrow().secret().length);
        assertTrue(keys.byId("other").isEmpty());
    }

    @Test
    void lessThan256BitsIsNoSecret() {
        String message = refused("k:" + secret(31, 1));
        assertTrue(message.contains("248 bits"), message);
    }

    @Test
    void whatIsNotAListOfOneOrTwoKeysIsRefused() {
        for (String text : List.of(
                "",
                "\n",
                secret(32, 1),
                ":" + secret(32, 1),
                "k:not base64!",
                "k:" + secret(32, 1) + "\nk:" + secret(32, 2),
                "a:" + secret(32, 1) + "\nb:" + secret(32, 2) + "\nc:" + secret(32, 3))) {
            refused(text);
        }
    }

    @Test
    void noMessageAndNoKeyTellsTheSecret() {
        String secret = secret(31, 7);
        assertFalse(refused("k:" + secret).contains(secret));
        assertFalse(refused("k:" + secret + "!").contains(secret));
        String good = secret(32, 7);
        assertFalse(ServiceKeys.parse("k:" + good).toString().contains(good));
        assertEquals("Key[k]", ServiceKeys.parse("k:" + good).signing().toString());
    }

    @Test
    void aSecretCannotBeChangedFromOutside() {
        ServiceKeys.Key key = ServiceKeys.parse("k:" + secret(32, 7)).signing();
        key.secret()[0] = 0;
        assertEquals(7, key.secret()[0]);
    }

    private static String refused(String text) {
        return assertThrows(IllegalArgumentException.class, () -> ServiceKeys.parse(text))
                .getMessage();
    }
}
