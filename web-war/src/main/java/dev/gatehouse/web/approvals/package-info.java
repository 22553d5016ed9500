/**
 * Who answers what Claude asks: the inbox of open questions, and the page {@code /approvals}.
 *
 * <p>Responsible for: the projection of open questions, who may see and answer each, answers given in somebody else's
 * session, and telling a late one what happened. Not responsible for: enforcing it (the agent checks every answer
 * again), what is asked (agent), who approves for whom (accounts), wider modes for a while (leases).
 */
package dev.gatehouse.web.approvals;
