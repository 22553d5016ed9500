/**
 * The way to the agent.
 *
 * <p>Responsible for: calling it under a fresh service token, its failures as problems, its status, and the grant a
 * session starts under. Not responsible for: who owns a conversation (chat), what the events mean (feed).
 */
package dev.gatehouse.web.sessions;
