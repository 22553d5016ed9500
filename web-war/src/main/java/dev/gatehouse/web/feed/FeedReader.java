package dev.gatehouse.web.feed;

import dev.gatehouse.contract.FeedEntry;
import dev.gatehouse.web.feed.FeedProjection.Position;
import dev.gatehouse.web.sessions.AgentClient;
import dev.gatehouse.web.sessions.Asker;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/** Reads the agent's feed for as long as web runs; an agent that is down is asked again after a growing pause. */
@Singleton
@Startup
@DependsOn({"Migration", "InitialAdministrator"})
@TransactionManagement(TransactionManagementType.BEAN)
public class FeedReader {

    private static final Logger LOG = Logger.getLogger(FeedReader.class.getName());
    private static final int BATCH = 200;
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    @Inject
    private AgentClient agent;

    @Inject
    private FeedProjection projection;

    @Inject
    private FeedState state;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private Thread reader;

    public FeedReader() {}

    FeedReader(AgentClient agent, FeedProjection projection, FeedState state) {
        this.agent = agent;
        this.projection = projection;
        this.state = state;
    }

    /**
     * The beans that need the container to be made are made before the thread starts: the projection here, the
     * configuration by the bean this one depends on. On a thread of our own nothing would be injected into them.
     */
    @PostConstruct
    void start() {
        Position position = projection.position();
        LOG.fine(() -> "reading on from " + position);
        state.reads();
        reader = Thread.ofVirtual().name("feed-reader").start(this::readOn);
    }

    @PreDestroy
    void stop() {
        stopped.countDown();
        reader.interrupt();
    }

    private void readOn() {
        Duration pause = FIRST_PAUSE;
        boolean known = false;
        while (stopped.getCount() > 0) {
            try {
                // an agent can be exchanged for another only while it does not answer, or while nothing comes
                if (!known) {
                    checkNode();
                }
                known = readBatch() > 0;
                pause = FIRST_PAUSE;
                state.reads();
            } catch (RuntimeException e) {
                if (stopped.getCount() > 0) {
                    state.standsStill(e);
                }
                known = false;
                pause = rest(pause);
            }
        }
    }

    private void checkNode() {
        UUID node = agent.status(Asker.PORTAL).node();
        if (!projection.position().node().filter(node::equals).isPresent()) {
            LOG.info(() -> "reading the feed of agent " + node + " from its beginning");
            projection.startOver(node);
        }
    }

    private int readBatch() {
        Position position = projection.position();
        List<FeedEntry> entries = agent.feed(position.offset(), BATCH, WAIT);
        if (!entries.isEmpty()
                && !position.node().filter(entries.get(0).node()::equals).isPresent()) {
            return 0;
        }
        projection.apply(entries);
        return entries.size();
    }

    /** @return the next pause */
    private Duration rest(Duration pause) {
        try {
            stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}
