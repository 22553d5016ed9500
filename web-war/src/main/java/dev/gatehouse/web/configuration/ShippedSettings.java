package dev.gatehouse.web.configuration;

import dev.gatehouse.contract.Limits;
import dev.gatehouse.contract.PermissionMode;

/**
 * What a session may do as shipped.
 *
 * @param initial mode sessions start in
 * @param fallback mode where that one cannot be
 * @param bypassAllowed whether {@code bypassPermissions} may be granted at all
 */
public record ShippedSettings(PermissionMode initial, PermissionMode fallback, boolean bypassAllowed, Limits limits) {}
