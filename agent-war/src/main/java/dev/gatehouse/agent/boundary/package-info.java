/**
 * What the agent's HTTP interface has in common, whatever component a resource belongs to.
 *
 * <p>Responsible for: where resources live, bodies in and out in the contract's JSON, and that every failure leaves as
 * a problem body (RFC 9457). Not responsible for: any resource; those are with their components.
 */
package dev.gatehouse.agent.boundary;
