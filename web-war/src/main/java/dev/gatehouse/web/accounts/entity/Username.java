package dev.gatehouse.web.accounts.entity;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name a person signs in with. NFKC and lower case, then only ASCII letters, digits and {@code . _ - @}: two names
 * that look alike but differ ("аdmin" with a Cyrillic а) cannot both exist.
 */
public record Username(String value) {

    public static final int MAX_LENGTH = 64;

    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9](?:[a-z0-9._@-]*[a-z0-9])?");

    public Username {
        if (value.length() > MAX_LENGTH || !ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("A user name has 1 to " + MAX_LENGTH
                    + " characters: letters a to z, digits, and . _ - @ between them.");
        }
    }

    /** @throws IllegalArgumentException with a message fit for the person, if it cannot be a user name. */
    public static Username of(String typed) {
        return new Username(fold(typed == null ? "" : typed));
    }

    /** The form under which a typed name is compared and counted, also if it cannot be one. */
    public static String fold(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }
}
