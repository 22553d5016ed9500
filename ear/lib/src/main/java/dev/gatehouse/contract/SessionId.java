package dev.gatehouse.contract;

import java.util.UUID;

/** Gatehouse's own name of a conversation; the CLI's session ids are its history ({@code /clear} changes them). */
public record SessionId(UUID value) {

    public SessionId {
        if (value == null) {
            throw new IllegalArgumentException("a session id needs a value");
        }
    }

    public static SessionId random() {
        return new SessionId(UUID.randomUUID());
    }

    /** @throws IllegalArgumentException if the text is not a UUID in its canonical 36 character form. */
    public static SessionId parse(String text) {
        return new SessionId(Ids.uuid(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
