package dev.gatehouse.web.acts;

import java.util.Optional;
import java.util.UUID;

/**
 * Who acts.
 *
 * @param account empty if nobody is signed in, or the portal acts by itself
 * @param name the user name; {@code ""} if unknown
 */
public record Actor(Optional<UUID> account, String name) {

    /** The portal by itself. */
    public static final Actor PORTAL = new Actor(Optional.empty(), "gatehouse");

    /** Someone of whom nothing is known. */
    public static final Actor UNKNOWN = new Actor(Optional.empty(), "");

    public static Actor of(UUID account, String name) {
        return new Actor(Optional.of(account), name);
    }
}
