/**
 * The agent's door: only web gets in, with a token made for the one request at hand.
 *
 * <p>Responsible for: reading and rotating the keys, refusing every request but health checks that carries no good
 * service token (wrong, replayed, altered, bound to another request, issued before the agent's start), checking the
 * body against the token, and turning the token into the caller's identity ({@code JsonWebToken}, roles). Not
 * responsible for: whether that caller owns the session asked for; each resource checks that first.
 */
package dev.gatehouse.agent.security;
