package dev.gatehouse.contract;

/**
 * One durable event of any session, in the order the agent wrote them.
 *
 * @param node the agent whose journal this is
 * @param offset its place in that journal; the first is 0, each following is one more
 * @param event empty when the session has been deleted since
 */
public record FeedEntry(
        java.util.UUID node, long offset, SessionId session, java.util.Optional<jakarta.json.JsonObject> event) {}
