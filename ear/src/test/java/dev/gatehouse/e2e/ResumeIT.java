package dev.gatehouse.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.QuestionLost;
import dev.gatehouse.contract.AgentEvent.ToolFinished;
import dev.gatehouse.contract.AgentEvent.TurnCompleted;
import dev.gatehouse.contract.AgentEvent.WorkerStarted;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * kill -9 of a worker, the agent and web, each while conversations are at all the points where something could get
 * lost. Each time the same readers go on, and at the end every prompt is answered once.
 */
class ResumeIT {

    /** One conversation for every moment, all live at once. */
    private static final Map<String, String> SETTINGS = Map.of(
            "GATEHOUSE_MAX_LIVE_WORKERS_PER_USER", "10",
            "GATEHOUSE_LIMITS_LIVE_SESSIONS", "10",
            "GATEHOUSE_ISOLATION_REQUIRED_FOR_BYPASS", "none");

    private static RunningPair pair;

    private final Map<Moment, Talk> talks = new EnumMap<>(Moment.class);
    private PortalClient person;

    @BeforeAll
    static void start() {
        pair = RunningPair.start("resume", SETTINGS);
    }

    @AfterAll
    static void stop() {
        pair.close();
    }

    @BeforeEach
    void signIn() {
        person = PortalClient.newUser(pair);
    }

    @AfterEach
    void leave() {
        talks.values().forEach(Talk::close);
        if (person != null) {
            person.close();
        }
    }

    @Test
    void aKilledWorkerLosesNoPromptAndNoEvent() {
        for (Moment moment : Moment.values()) {
            Talk talk = begin(moment);
            moment.reach(talk);
            if (moment == Moment.ACCEPTED) {
                Await.until("a worker", () -> talk.worker().isPresent() || answered(talk));
            }
            talk.worker().ifPresent(ProcessHandle::destroyForcibly);
        }
        settleAll();
        requireLostAndAskedAgain(talks.get(Moment.QUESTION_IS_OPEN));
        talks.values()
                .forEach(talk -> assertEquals(1, talk.events().resumedFrom().size(), "connections"));
    }

    @Test
    void aKilledAgentLosesNoPromptNoEventAndLeavesNoProcessBehind() {
        reachAll();
        String mark = agentMark();
        assertFalse(ProcessTable.mentioning(mark).isEmpty(), "workers carry " + mark);
        pair.kill(pair.agentServer());
        Await.until(
                "no process of the killed agent's workers",
                Duration.ofSeconds(5),
                () -> ProcessTable.mentioning(mark).isEmpty(),
                () -> "alive: " + ProcessTable.mentioning(mark));
        pair.bringBack(pair.agentServer());
        settleAll();
        requireLostAndAskedAgain(talks.get(Moment.QUESTION_IS_OPEN));
        talks.values().forEach(ResumeIT::requireResumed);
    }

    @Test
    void aKilledWebInterruptsNothingAndSignsNobodyOut() {
        reachAll();
        String question = talks.get(Moment.QUESTION_IS_OPEN).awaitQuestion().questionId();
        pair.killAndBringBack(pair.webServer());
        assertEquals(200, person.get("/api/me").statusCode(), "still signed in");
        talks.get(Moment.QUESTION_IS_OPEN).awaitListed(1);
        settleAll();
        for (Talk talk : talks.values()) {
            requireResumed(talk);
            assertEquals(1, talk.events().all(WorkerStarted.class).size(), "workers");
        }
        assertTrue(
                talks.get(Moment.BASH_RUNS).events().all(ToolFinished.class).stream()
                        .anyMatch(each -> each.content().contains("slept")),
                "the command ran to its end");
        assertEquals(
                question,
                talks.get(Moment.QUESTION_IS_OPEN)
                        .events()
                        .all(PermissionRequested.class)
                        .getFirst()
                        .questionId());
    }

    private Talk begin(Moment moment) {
        Talk talk = Talk.begin(person, moment.mode());
        talks.put(moment, talk);
        return talk;
    }

    /** The shortest moments last, so that they are not over when the kill comes. */
    private void reachAll() {
        for (Moment moment : new Moment[] {
            Moment.QUESTION_IS_OPEN,
            Moment.BASH_RUNS,
            Moment.PROMPTS_ARE_QUEUED,
            Moment.TEXT_STREAMS,
            Moment.JUST_ANSWERED,
            Moment.ACCEPTED
        }) {
            moment.reach(begin(moment));
        }
    }

    private void settleAll() {
        talks.forEach((moment, talk) -> {
            try {
                talk.settle();
                talk.requireEachAnsweredOnce();
                talk.requireSameHistoryForANewcomer();
                talk.awaitListed(0);
            } catch (AssertionError e) {
                throw new AssertionError(moment + ": " + e.getMessage(), e);
            }
        });
        requireListInOrder();
    }

    /** Each is in the list once, the one that changed last on top. */
    private void requireListInOrder() {
        List<JsonObject> listed = person.conversations();
        assertEquals(
                talks.values().stream().map(Talk::id).collect(Collectors.toSet()),
                listed.stream().map(each -> each.getString("id")).collect(Collectors.toSet()));
        List<Instant> changed = listed.stream()
                .map(each -> Instant.parse(each.getString("updatedAt")))
                .toList();
        assertEquals(changed.stream().sorted(Comparator.reverseOrder()).toList(), changed);
        assertEquals(talks.size(), listed.size());
    }

    private static boolean answered(Talk talk) {
        return !talk.events().all(TurnCompleted.class).isEmpty();
    }

    private static void requireLostAndAskedAgain(Talk talk) {
        String first = talk.events().all(PermissionRequested.class).getFirst().questionId();
        assertTrue(
                talk.events().all(QuestionLost.class).stream()
                        .anyMatch(each -> each.questionId().equals(first)),
                "the open question is shown as lost");
        assertTrue(talk.events().all(PermissionRequested.class).size() > 1, "and asked again");
    }

    private static void requireResumed(Talk talk) {
        var from = talk.events().resumedFrom();
        assertTrue(from.size() > 1 && from.getLast() > 0, () -> "connections behind " + from);
    }

    /** A folder that the environment of all workers of this pair's agent names. */
    private static String agentMark() {
        return pair.data().resolve("agent").toString();
    }
}
