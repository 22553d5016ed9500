/**
 * Wider permission modes for some minutes: asked for with a reason, granted or refused by an approver, ended by itself.
 *
 * <p>Responsible for: who may ask, grant and end; that no clock makes a lease longer; breaking the glass. Not
 * responsible for: what a lease does to a grant (policy), its end in a running worker (the agent, also while web is
 * down), who approves for whom (accounts).
 */
package dev.gatehouse.web.leases;
