package dev.gatehouse.web.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentStatus;
import dev.gatehouse.contract.FeedEntry;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.Logged;
import dev.gatehouse.web.sessions.AgentClient;
import dev.gatehouse.web.sessions.Asker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FeedReaderTest {

    private final Semaphore asked = new Semaphore(0);
    private volatile ProblemCode answer = ProblemCode.CONFLICT;

    private final AgentClient agent = new AgentClient(null) {
        @Override
        public AgentStatus status(Asker asker) {
            asked.release();
            throw new GatehouseException(answer, "The feed ends at 3, before 17.");
        }
    };

    private final FeedProjection projection = new FeedProjection() {
        @Override
        public Position position() {
            return new Position(Optional.empty(), 17);
        }

        @Override
        public int apply(List<FeedEntry> entries) {
            throw new AssertionError("nothing came");
        }
    };

    private final FeedState state = new FeedState();
    private final FeedReader reader = new FeedReader(agent, projection, state);
    private final Logged log = new Logged(FeedState.class);

    @AfterEach
    void stop() {
        log.close();
    }

    private void awaitTries(int count) throws InterruptedException {
        assertTrue(asked.tryAcquire(count, 40, TimeUnit.SECONDS));
    }

    @Test
    void aFeedThatCannotBeReadIsToldOnceAndShownToAdministrators() throws Exception {
        reader.start();
        try {
            awaitTries(3);
            assertEquals(1, log.warnings().size(), log.warnings()::toString);
            assertTrue(log.warnings().get(0).contains("CONFLICT"));
            assertTrue(state.isStandingStill());
            assertTrue(state.getProblem().contains("The feed ends at 3, before 17."), state.getProblem());
            answer = ProblemCode.INTERNAL;
            awaitTries(3);
            assertEquals(2, log.warnings().size(), log.warnings()::toString);
            assertTrue(log.warnings().get(1).contains("INTERNAL"));
        } finally {
            reader.stop();
        }
    }

    @Test
    void anAgentThatIsDownIsToldElsewhere() {
        state.standsStill(new GatehouseException(ProblemCode.AGENT_UNREACHABLE, "down"));
        assertTrue(state.isStandingStill());
        assertNull(state.getProblem());
    }

    @Test
    void whatIsMendedIsNotShownAnyMoreAndIsToldWhenItComesBack() {
        state.standsStill(new IllegalStateException("the database is closed"));
        state.reads();
        assertNull(state.getProblem());
        assertEquals(false, state.isStandingStill());
        state.standsStill(new IllegalStateException("the database is closed"));
        assertEquals(2, log.warnings().size());
    }
}
