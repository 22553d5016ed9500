package dev.gatehouse.web.policy.entity;

import dev.gatehouse.contract.ModeGrant;

/** What a person may do, and where each part of it comes from. */
public sealed interface Decided {

    Explanation explanation();

    record Granted(ModeGrant grant, Explanation explanation) implements Decided {}

    /** Not one mode is left: nothing may run. @param why for the person */
    record Nothing(String why, Explanation explanation) implements Decided {}
}
