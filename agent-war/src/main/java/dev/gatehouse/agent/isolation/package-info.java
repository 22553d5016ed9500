/**
 * How a worker is kept apart from the agent, from the system and from other people's workers.
 *
 * <p>Responsible for: choosing the strongest confinement this host allows, proving at the start that it works, the
 * command prefix that puts a worker under it, and killing everything a worker started, also when the agent itself is
 * killed. Not responsible for: which uid and which directories an owner has ({@code workspaces}), or what a worker may
 * do inside ({@code permissions}).
 */
package dev.gatehouse.agent.isolation;
