package dev.gatehouse.web.policy.entity;

import java.time.Instant;
import java.util.UUID;

/** Where a part of a grant comes from. */
public sealed interface Source {

    /** For people; goes on after "from" or "because of". */
    String text();

    record OfLayer(LayerId layer) implements Source {
        @Override
        public String text() {
            return layer.text();
        }
    }

    record OfLease(UUID lease, Instant until, String reason) implements Source {
        @Override
        public String text() {
            return "a lease until " + until + " (" + reason + ")";
        }
    }

    /** No layer says anything. */
    record BuiltIn() implements Source {
        @Override
        public String text() {
            return "built in, as no layer says otherwise";
        }
    }

    /** Cut by the agent's operator. */
    record HostCeiling() implements Source {
        @Override
        public String text() {
            return "the operator of this host, who does not allow it";
        }
    }

    /** Cut by the portal's own configuration. */
    record PortalCeiling() implements Source {
        @Override
        public String text() {
            return "the portal's configuration, which does not allow it";
        }
    }

    /** What was wanted cannot be had. */
    record InsteadOf(String wanted, Source wantedBy) implements Source {
        @Override
        public String text() {
            return "taken in place of " + wanted + " (" + wantedBy.text() + "), which is not among the allowed modes";
        }
    }

    record OfFreeze(UUID freeze, ActiveFreeze.Scope scope) implements Source {
        @Override
        public String text() {
            return scope.text();
        }
    }

    /** What the host offers. */
    record Host() implements Source {
        @Override
        public String text() {
            return "what the agent offers";
        }
    }
}
