package dev.gatehouse.web.feed;

import dev.gatehouse.contract.ContractJson.MalformedException;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.FeedEntry;
import jakarta.json.JsonObject;

/**
 * One reading of what happens at the agent; every bean of this type sees every entry, in order, by the one reader of
 * the feed and in the transaction that moves the cursor.
 *
 * <p>An exception rolls the whole batch back for everyone and it is tried again: throw only if going on without this
 * entry would be wrong. When web is given another agent, or one whose data are new, that feed is read from its
 * beginning: an entry may come again that was seen under another cursor.
 */
public interface EventProjection {

    /**
     * Called once on a thread of the container before the first entry: the bean is made then with all it injects, which
     * the reader's own thread could not do. An entity manager is to be used here once for the same reason: it looks its
     * unit up at its first use.
     */
    void prepare();

    /** A batch of entries begins; what an earlier one that was rolled back left behind is to be forgotten. */
    default void begin() {}

    void apply(FeedEntry entry, EventEnvelope envelope);

    /**
     * An entry whose event this version cannot read.
     *
     * @param event as it came
     */
    default void unreadable(FeedEntry entry, JsonObject event, MalformedException why) {}

    /** The batch ends, its transaction is about to: what many wait for is locked here and not before. */
    default void end() {}
}
