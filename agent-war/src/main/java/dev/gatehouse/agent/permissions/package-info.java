/**
 * Enforcement of the granted permission modes and rules at every door of a worker.
 *
 * <p>Responsible for: which modes are effective here (grant, operator's ceiling, isolation), in which one a worker
 * starts, whether a reported mode is a violation, the settings and rules a worker gets. Not responsible for: deciding a
 * grant (web), asking the person (sessions), matching commands against rules (only the CLI does).
 */
package dev.gatehouse.agent.permissions;
