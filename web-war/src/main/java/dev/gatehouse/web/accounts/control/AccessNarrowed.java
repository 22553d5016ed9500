package dev.gatehouse.web.accounts.control;

import java.util.UUID;

/**
 * What an account may do has shrunk: whatever it has open must be cut.
 *
 * @param signedOut whether its sign-ins end too
 */
public record AccessNarrowed(UUID account, boolean signedOut) {}
