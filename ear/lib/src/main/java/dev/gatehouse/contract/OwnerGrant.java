package dev.gatehouse.contract;

import java.util.UUID;

/** The grant of all of a person's sessions. */
public record OwnerGrant(UUID owner, ModeGrant grant) {}
