package dev.gatehouse.web.feed;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import java.util.UUID;

/** How far the feed has been read; one row, locked by whoever reads on. */
@Entity
@Table(name = "feed_cursor")
public class FeedCursor {

    static final int ONLY = 1;

    /** Before the first entry, whose offset is 0. */
    static final long START = -1;

    @Id
    private int id;

    private String node;

    @Column(name = "position")
    private long offset;

    protected FeedCursor() {}

    public Optional<UUID> node() {
        return Optional.ofNullable(node).map(UUID::fromString);
    }

    public long offset() {
        return offset;
    }

    void moveTo(UUID agent, long position) {
        this.node = agent.toString();
        this.offset = position;
    }
}
