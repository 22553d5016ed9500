package dev.gatehouse.web.policy.control;

import java.util.Set;

/** The groups and user names there are, so that a slip of the pen is told. */
public interface KnownNames {

    /** Those of the given names that are a group's. */
    Set<String> groups(Set<String> names);

    /** Those of the given names that are an account's. */
    Set<String> users(Set<String> names);
}
