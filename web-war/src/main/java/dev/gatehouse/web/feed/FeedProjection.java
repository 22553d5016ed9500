package dev.gatehouse.web.feed;

import dev.gatehouse.contract.ContractJson.MalformedException;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.FeedEntry;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Logger;

/**
 * Takes entries into the projections, in one transaction with the cursor: each counts once, whatever is killed when.
 */
@ApplicationScoped
@Transactional
public class FeedProjection {

    private static final Logger LOG = Logger.getLogger(FeedProjection.class.getName());

    @PersistenceContext
    private EntityManager entities;

    @Inject
    @Any
    private Instance<EventProjection> found;

    private List<EventProjection> projections;

    public record Position(Optional<UUID> node, long offset) {}

    @PostConstruct
    void prepare() {
        projections = found.stream().toList();
        projections.forEach(EventProjection::prepare);
    }

    public Position position() {
        FeedCursor cursor = entities.find(FeedCursor.class, FeedCursor.ONLY);
        return new Position(cursor.node(), cursor.offset());
    }

    /** Another agent, or the same with new data: its feed is read from the beginning. */
    public void startOver(UUID node) {
        locked().moveTo(node, FeedCursor.START);
    }

    /**
     * @param entries consecutive ones of one node; those at or before the cursor are passed over
     * @return how many were new
     */
    public int apply(List<FeedEntry> entries) {
        FeedCursor cursor = locked();
        int applied = 0;
        projections.forEach(EventProjection::begin);
        for (FeedEntry entry : entries) {
            boolean sameNode = cursor.node().filter(entry.node()::equals).isPresent();
            if (!sameNode || entry.offset() <= cursor.offset()) {
                continue;
            }
            entry.event().ifPresent(event -> apply(entry, event));
            cursor.moveTo(entry.node(), entry.offset());
            applied++;
        }
        projections.forEach(EventProjection::end);
        return applied;
    }

    private void apply(FeedEntry entry, JsonObject json) {
        EventEnvelope envelope;
        try {
            envelope = EventEnvelope.fromJson(json);
        } catch (MalformedException e) {
            LOG.warning("feed entry " + entry.offset() + " of " + entry.session() + " is passed over: " + e.problem());
            projections.forEach(each -> each.unreadable(entry, json, e));
            return;
        }
        projections.forEach(each -> each.apply(entry, envelope));
    }

    private FeedCursor locked() {
        return entities.find(FeedCursor.class, FeedCursor.ONLY, LockModeType.PESSIMISTIC_WRITE);
    }
}
