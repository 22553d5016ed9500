package dev.gatehouse.web.chat.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.contract.SessionSummary;
import dev.gatehouse.web.Logged;
import dev.gatehouse.web.chat.entity.Conversation;
import dev.gatehouse.web.sessions.AgentClient;
import dev.gatehouse.web.sessions.Asker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeletionTest {

    private final Conversation damaged = new Conversation(SessionId.random(), UUID.randomUUID(), Instant.EPOCH);
    private final Conversation sound = new Conversation(SessionId.random(), UUID.randomUUID(), Instant.EPOCH);
    private final List<SessionId> removed = new ArrayList<>();
    private ProblemCode answer = ProblemCode.INTERNAL;

    private final Deletion deletion = new Deletion(
            new Conversations() {
                @Override
                public List<Conversation> overdue(String after, int limit) {
                    return List.of(damaged, sound);
                }

                @Override
                public void remove(SessionId id) {
                    removed.add(id);
                }
            },
            new AgentClient(null) {
                @Override
                public SessionSummary session(Asker asker, SessionId session) {
                    throw new GatehouseException(
                            session.equals(damaged.id()) ? answer : ProblemCode.SESSION_NOT_FOUND, "damaged");
                }
            });

    private final Logged log = new Logged(Deletion.class);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aSessionThatCannotBeDeletedIsWarnedOfOnceAndTheOthersAreDeleted() {
        for (int i = 0; i < 5; i++) {
            deletion.deleteDue();
        }
        assertEquals(1, log.warnings().size(), log.warnings()::toString);
        assertTrue(log.warnings().get(0).contains(damaged.id().toString()));
        assertTrue(removed.contains(sound.id()));
        answer = ProblemCode.STORAGE_FULL;
        deletion.deleteDue();
        assertEquals(2, log.warnings().size(), log.warnings()::toString);
    }

    @Test
    void anAgentThatIsDownIsNoReasonToWarn() {
        answer = ProblemCode.AGENT_UNREACHABLE;
        deletion.deleteDue();
        assertEquals(List.of(), log.warnings());
        assertEquals(List.of(), removed);
    }
}
