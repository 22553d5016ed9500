/**
 * What anyone may do with Claude Code, and why.
 *
 * <p>Responsible for: the policy document in its layers, the one decision that makes a grant of it, its versions, and
 * that every change reaches the agent. Not responsible for: enforcing a grant (the agent), who asks for a lease and who
 * approves it (leases come in through {@code Leases}), the accounts and groups themselves (accounts).
 */
package dev.gatehouse.web.policy;
