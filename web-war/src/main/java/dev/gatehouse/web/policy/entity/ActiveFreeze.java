package dev.gatehouse.web.policy.entity;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * All action is stopped, of everyone or of a group.
 *
 * @param group empty for the whole portal
 */
public record ActiveFreeze(UUID id, Optional<String> group, String reason, Instant since) {

    public boolean holdsFor(Subject subject) {
        return group.isEmpty() || subject.groups().contains(group.get());
    }
}
