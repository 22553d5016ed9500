package dev.gatehouse.contract;

import java.util.UUID;

/** Reads identifiers that come from outside. */
public final class Ids {

    private Ids() {}

    /**
     * {@link UUID#fromString} also takes {@code 1-1-1-1-1}; two spellings of one id must not exist, as ids become
     * directory names.
     *
     * @throws IllegalArgumentException if the text is not a UUID in its canonical, lower case 36 character form.
     */
    public static UUID uuid(String text) {
        if (text == null || text.length() != 36) {
            throw new IllegalArgumentException("not a UUID");
        }
        UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equals(text)) {
            throw new IllegalArgumentException("not a UUID in canonical form");
        }
        return uuid;
    }
}
