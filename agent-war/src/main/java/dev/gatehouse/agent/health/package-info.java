/**
 * Whether the agent can do its work, told to those who run it.
 *
 * <p>Responsible for: the checks without which the agent must not start, readiness for whoever routes requests to it,
 * and the status web shows. Not responsible for: mending anything.
 */
package dev.gatehouse.agent.health;
