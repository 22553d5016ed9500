/**
 * What the operator of this host has set: read once at the start, typed, checked whole.
 *
 * <p>Responsible for: the names, defaults and ranges of all {@code gatehouse.*} settings of the agent, and for stopping
 * the start with one clear sentence if any is wrong. Not responsible for: what a portal administrator may change while
 * it runs; that is policy and arrives in a grant.
 */
package dev.gatehouse.agent.configuration;
