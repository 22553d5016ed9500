/**
 * Trying a policy before it is in force, on the real Claude Code.
 *
 * <p>Responsible for: what a person's call would come to under the policy in force or a draft, saved cases with the
 * answer that is expected, replay of real calls under a draft, and the page of the conformance table. Not responsible
 * for: deciding (policy), asking Claude Code (the agent), or publishing.
 */
package dev.gatehouse.web.tryit;
