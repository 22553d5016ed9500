package dev.gatehouse.web.policy.entity;

import java.time.Instant;
import java.util.UUID;

/** All action of some people is stopped. */
public record ActiveFreeze(UUID id, Scope scope, String reason, Instant since) {

    /** Whose. */
    public sealed interface Scope {
        String text();

        boolean holdsFor(Subject subject);

        record Portal() implements Scope {
            @Override
            public String text() {
                return "a freeze of the whole portal";
            }

            @Override
            public boolean holdsFor(Subject subject) {
                return true;
            }
        }

        record Group(String name) implements Scope {
            @Override
            public String text() {
                return "a freeze of the group " + name;
            }

            @Override
            public boolean holdsFor(Subject subject) {
                return subject.groups().contains(name);
            }
        }

        /** As the account is disabled. */
        record Disabled(UUID account) implements Scope {
            @Override
            public String text() {
                return "the account, which is disabled";
            }

            @Override
            public boolean holdsFor(Subject subject) {
                return subject.account().equals(account);
            }
        }
    }

    public boolean holdsFor(Subject subject) {
        return scope.holdsFor(subject);
    }
}
