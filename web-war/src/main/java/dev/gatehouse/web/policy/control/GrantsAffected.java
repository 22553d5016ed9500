package dev.gatehouse.web.policy.control;

import java.util.UUID;

/**
 * What somebody may do has to be decided anew; to be fired in the transaction of the change. Whatever is decided then
 * reaches the agent even if web ends right after the commit.
 *
 * @param account whose; null for everybody's
 */
public record GrantsAffected(UUID account) {

    public static final GrantsAffected EVERYBODYS = new GrantsAffected(null);
}
