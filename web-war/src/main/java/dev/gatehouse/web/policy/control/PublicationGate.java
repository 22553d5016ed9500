package dev.gatehouse.web.policy.control;

import dev.gatehouse.web.policy.entity.PolicyDocument;
import java.util.List;

/** Implemented by whoever can say that a policy must not be published, as the saved cases that it would break. */
public interface PublicationGate {

    /** Sentences for the administrator; empty if nothing is against it. */
    List<String> objectionsTo(PolicyDocument next);
}
