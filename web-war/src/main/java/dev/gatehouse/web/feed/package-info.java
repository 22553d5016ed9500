/**
 * Reads what happens at the agent for web's projections of it.
 *
 * <p>Responsible for: the one reader of the agent's feed, the cursor, and that each entry counts exactly once in every
 * {@link dev.gatehouse.web.feed.EventProjection}. Not responsible for: what an entry means (each component projects for
 * itself), showing anything live (that is the relay of chat).
 */
package dev.gatehouse.web.feed;
