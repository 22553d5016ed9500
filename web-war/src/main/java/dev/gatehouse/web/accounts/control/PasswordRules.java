package dev.gatehouse.web.accounts.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import java.util.Locale;

/**
 * What a chosen password must be: long, and not the user name (NIST SP 800-63B, 5.1.1.2: length counts, no rules about
 * kinds of characters, everything printable allowed).
 */
public final class PasswordRules {

    public static final int MIN_LENGTH = 12;

    /** Bounds the work of hashing. */
    public static final int MAX_LENGTH = 200;

    private PasswordRules() {}

    /** @throws GatehouseException {@code INVALID_VALUE} with a text for the person. */
    public static void check(String username, String password) {
        int length = password == null ? 0 : password.length();
        if (length < MIN_LENGTH) {
            throw refused("The password needs at least " + MIN_LENGTH + " characters. A sentence is a good password.");
        }
        if (length > MAX_LENGTH) {
            throw refused("The password may have at most " + MAX_LENGTH + " characters.");
        }
        if (password.toLowerCase(Locale.ROOT).contains(username) && username.length() > 3) {
            throw refused("The password must not contain the user name.");
        }
        if (password.codePoints().distinct().count() < 5) {
            throw refused("The password needs at least 5 different characters.");
        }
    }

    private static GatehouseException refused(String message) {
        return new GatehouseException(ProblemCode.INVALID_VALUE, message);
    }
}
