package dev.gatehouse.web.accounts.entity;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name by which policies and exports know a group. It never changes: a layer of a policy that named a group by a
 * name it no longer has would silently hold for nobody.
 */
public record GroupName(String value) {

    public static final int MAX_LENGTH = 64;

    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?");

    public GroupName {
        if (value.length() > MAX_LENGTH || !ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("A group's name has 1 to " + MAX_LENGTH
                    + " characters: letters a to z, digits, and . _ - between them.");
        }
    }

    /** @throws IllegalArgumentException with a message fit for the person, if it cannot be a group's name. */
    public static GroupName of(String typed) {
        return new GroupName(typed == null ? "" : typed.strip().toLowerCase(Locale.ROOT));
    }
}
