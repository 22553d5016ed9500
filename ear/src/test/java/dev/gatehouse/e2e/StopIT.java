package dev.gatehouse.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentEvent.InterruptRequested;
import dev.gatehouse.contract.AgentEvent.Notice;
import dev.gatehouse.contract.AgentEvent.TurnCompleted;
import dev.gatehouse.contract.AgentEvent.TurnOutcome;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.PermissionMode;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stop while the model service does not answer and the CLI tries again and again. */
class StopIT {

    private static final Duration PROMISED = Duration.ofSeconds(1);

    private static PortalClient person;

    @BeforeAll
    static void signIn() {
        person = PortalClient.newUser(RunningPair.shared());
    }

    @AfterAll
    static void leave() {
        person.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":529,\"message\":\"overloaded\",\"times\":1000}",
                "{\"error\":401,\"message\":\"no such key\",\"times\":1000}",
                "{\"error\":429,\"message\":\"slower\",\"times\":1000}",
                "{\"drop\":true,\"times\":1000}"
            })
    void whileRequestsAreTriedAgainEndsTheTurnWithinASecond(String trouble) {
        try (Talk talk = Talk.begin(person, PermissionMode.DEFAULT)) {
            talk.prompt("SCRIPT:[" + trouble + ",{\"text\":\"too late\"}]");
            talk.events().await(Notice.class, each -> each.text().contains("Trying again"));
            assertEquals(
                    202, person.command(talk.id(), new AgentCommand.Interrupt()).statusCode());
            TurnCompleted turn = talk.events().await(TurnCompleted.class, each -> true);
            assertEquals(TurnOutcome.INTERRUPTED, turn.outcome(), turn::toString);
            Duration took = Duration.between(at(talk, InterruptRequested.class), at(talk, TurnCompleted.class));
            assertTrue(took.compareTo(PROMISED) < 0, () -> "Stop took " + took);

            UUID next = UUID.randomUUID();
            talk.prompt(next, Scripts.of(Scripts.text("here again")));
            assertEquals(
                    TurnOutcome.SUCCESS,
                    talk.events()
                            .await(TurnCompleted.class, each -> each.prompts().contains(next))
                            .outcome());
        }
    }

    private static Instant at(Talk talk, Class<?> type) {
        return talk.events().events().stream()
                .filter(each -> type.isInstance(each.event()))
                .map(EventEnvelope::at)
                .findFirst()
                .orElseThrow();
    }
}
