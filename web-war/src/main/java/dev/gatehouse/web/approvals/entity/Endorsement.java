package dev.gatehouse.web.approvals.entity;

import java.time.Instant;
import java.util.UUID;

/**
 * The first of the two who have to allow has done so.
 *
 * @param person whether it was the person whose session it is
 */
public record Endorsement(UUID by, boolean person, Instant at) {}
