/**
 * Reads what happens at the agent and keeps web's projections of it.
 *
 * <p>Responsible for: the one reader of the agent's feed, the cursor, and that each entry counts exactly once. Not
 * responsible for: showing anything live (that is the relay of chat).
 */
package dev.gatehouse.web.feed;
