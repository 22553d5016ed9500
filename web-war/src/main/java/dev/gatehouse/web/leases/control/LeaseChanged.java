package dev.gatehouse.web.leases.control;

import java.util.UUID;

/** What the person may use for a while is no longer as it was. */
public record LeaseChanged(UUID person) {}
