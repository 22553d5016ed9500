package dev.gatehouse.web.leases.entity;

/** Where a lease is on its one way from being asked for to its end. */
public enum LeaseState {
    ASKED,
    ACTIVE,
    REFUSED,
    /** Taken back before anyone decided. */
    WITHDRAWN,
    /** Nobody decided in time. */
    LAPSED,
    /** It ran its time. */
    EXPIRED,
    /** Ended early. */
    ENDED
}
