package dev.gatehouse.contract;

import java.util.List;

/**
 * New grants for some or all owners, of {@code PUT /grants}. Of two grants of one owner the one with the higher
 * {@link ModeGrant#revision} holds, however they arrive.
 */
public record GrantPush(List<OwnerGrant> grants) {

    public static final int MAX_GRANTS = 10_000;

    public GrantPush {
        grants = List.copyOf(grants);
        if (grants.size() > MAX_GRANTS) {
            throw new IllegalArgumentException("at most " + MAX_GRANTS + " grants at once");
        }
    }
}
