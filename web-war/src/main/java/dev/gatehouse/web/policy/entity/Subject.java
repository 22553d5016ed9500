package dev.gatehouse.web.policy.entity;

import java.util.Set;
import java.util.UUID;

/**
 * The person a decision is about.
 *
 * @param groups names of the groups the person is in
 */
public record Subject(UUID account, String username, Set<String> groups) {

    public Subject {
        groups = Set.copyOf(groups);
    }
}
