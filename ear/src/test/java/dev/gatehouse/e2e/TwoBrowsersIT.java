package dev.gatehouse.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.contract.AgentCommand.AnswerPermission;
import dev.gatehouse.contract.AgentCommand.Decision;
import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.PermissionResolved;
import dev.gatehouse.contract.AgentEvent.Resolution;
import dev.gatehouse.contract.AgentEvent.ToolFinished;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One person, signed in twice, looks at the same conversation. */
class TwoBrowsersIT {

    private static PortalClient desk;
    private static PortalClient sofa;

    @BeforeAll
    static void signInTwice() {
        desk = PortalClient.newUser(RunningPair.shared());
        sofa = desk.elsewhere();
    }

    @AfterAll
    static void leave() {
        sofa.close();
        desk.close();
    }

    @Test
    void aQuestionIsAnsweredFromTheSecondBrowserAndALateAnswerIsToldWhoWon() {
        try (Talk talk = Talk.begin(desk, PermissionMode.DEFAULT);
                EventReader second = EventReader.of(sofa, talk.id())) {
            talk.prompt(Scripts.of(Scripts.bash("touch from-the-sofa"), Scripts.text("done")));
            String question = talk.awaitQuestion().questionId();
            second.await(PermissionRequested.class, each -> each.questionId().equals(question));

            HttpResponse<String> won = sofa.command(talk.id(), answer(question, Decision.ONCE));
            assertEquals(202, won.statusCode(), won::body);
            requireToldWhoWon(talk.answer(question, Decision.DENY), Resolution.ALLOWED_ONCE);

            talk.settle();
            assertEquals(
                    Resolution.ALLOWED_ONCE,
                    talk.events()
                            .await(
                                    PermissionResolved.class,
                                    each -> each.questionId().equals(question))
                            .resolution());
            assertEquals(
                    List.of(false),
                    talk.events().all(ToolFinished.class).stream()
                            .map(ToolFinished::denied)
                            .toList());
            requireSame(talk.events(), second);
        }
    }

    @Test
    void ofTwoAnswersAtTheSameMomentOneWins() throws Exception {
        try (Talk talk = Talk.begin(desk, PermissionMode.DEFAULT)) {
            talk.prompt(Scripts.of(Scripts.bash("touch either"), Scripts.text("done")));
            String question = talk.awaitQuestion().questionId();
            List<HttpResponse<String>> answers = atOnce(
                    () -> desk.command(talk.id(), answer(question, Decision.ONCE)),
                    () -> sofa.command(talk.id(), answer(question, Decision.DENY)));
            talk.settle();

            assertEquals(
                    List.of(202, 409),
                    answers.stream().map(HttpResponse::statusCode).sorted().toList());
            List<PermissionResolved> resolved = talk.events().all(PermissionResolved.class);
            assertEquals(1, resolved.size(), resolved::toString);
            HttpResponse<String> late = answers.stream()
                    .filter(each -> each.statusCode() == 409)
                    .findFirst()
                    .orElseThrow();
            requireToldWhoWon(late, resolved.getFirst().resolution());
        }
    }

    private void requireToldWhoWon(HttpResponse<String> late, Resolution outcome) {
        Problem problem = Problems.of(late);
        assertEquals(ProblemCode.ALREADY_ANSWERED, problem.code());
        assertEquals(outcome.name(), problem.extensions().get("outcome"));
        assertEquals(desk.me().getString("id"), problem.extensions().get("by"));
    }

    private static AnswerPermission answer(String question, Decision decision) {
        return new AnswerPermission(question, decision, Optional.empty());
    }

    private static void requireSame(EventReader first, EventReader second) {
        Await.until("both have all", () -> first.lastSeq() == second.lastSeq());
        assertEquals(first.events(), second.events());
    }

    @SafeVarargs
    private static <T> List<T> atOnce(Callable<T>... calls) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = Arrays.stream(calls)
                    .map(call -> threads.submit(() -> {
                        start.await();
                        return call.call();
                    }))
                    .toList();
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get());
            }
            return results;
        }
    }
}
