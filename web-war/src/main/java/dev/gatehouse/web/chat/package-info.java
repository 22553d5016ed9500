/**
 * Conversations as their owners see them, and the JSON boundary the chat page speaks to.
 *
 * <p>Responsible for: the index of conversations (a projection of what the agent reports), ownership on every request,
 * commands to and event streams from the agent, deletion with a grace time. Not responsible for: what happens in a
 * session (agent), how the agent is reached (sessions).
 */
package dev.gatehouse.web.chat;
