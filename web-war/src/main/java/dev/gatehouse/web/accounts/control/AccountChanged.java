package dev.gatehouse.web.accounts.control;

import java.util.UUID;

/**
 * What an account is or belongs to has changed, so what it may do has to be decided anew. Fired in the transaction of
 * the change.
 */
public record AccountChanged(UUID account) {}
