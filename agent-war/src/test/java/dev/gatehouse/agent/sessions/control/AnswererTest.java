package dev.gatehouse.agent.sessions.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentCommand.AnswerPermission;
import dev.gatehouse.contract.AgentCommand.Decision;
import dev.gatehouse.contract.AgentEvent.PermissionEndorsed;
import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.PermissionResolved;
import dev.gatehouse.contract.AgentEvent.Resolution;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.QuestionRules.AnsweredBy;
import dev.gatehouse.contract.QuestionRules.Unwatched;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may answer a permission question, and how many have to. */
class AnswererTest {

    @TempDir
    private Path data;

    private FakeSession fake;
    private Answerer person;
    private final Answerer approver = Answerer.approver(UUID.randomUUID());
    private final Answerer otherApprover = Answerer.approver(UUID.randomUUID());

    @BeforeEach
    void open() {
        fake = new FakeSession(data);
        person = Answerer.person(fake.person);
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private void ask(Grants grants) {
        fake.session.regrant(grants.build());
        fake.prompt();
        fake.work();
        fake.worker().asks("touch x");
    }

    private void ask(AnsweredBy who) {
        ask(Grants.of(5).answeredBy(who));
    }

    private void answer(Decision decision, Answerer by) {
        String question = fake.events(PermissionRequested.class).get(0).questionId();
        fake.session.commands().answer(new AnswerPermission(question, decision, Optional.empty()), by);
    }

    private void refused(ProblemCode code, Decision decision, Answerer by) {
        int before = fake.worker().answers.size();
        var refused = assertThrows(GatehouseException.class, () -> answer(decision, by));
        assertEquals(code, refused.problem().code());
        assertEquals(before, fake.worker().answers.size());
    }

    private PermissionResolved resolved() {
        return fake.events(PermissionResolved.class).get(0);
    }

    @Test
    void onlyThePersonWhereThePolicySaysSo() {
        ask(AnsweredBy.PERSON);
        refused(ProblemCode.FORBIDDEN, Decision.ONCE, approver);
        refused(ProblemCode.FORBIDDEN, Decision.DENY, approver);
        answer(Decision.ONCE, person);
        assertEquals(Optional.of(person.id()), resolved().by());
    }

    @Test
    void onlyApproversWhereThePolicySaysSoAndNeverForThemselves() {
        ask(AnsweredBy.APPROVERS);
        refused(ProblemCode.FORBIDDEN, Decision.ONCE, person);
        refused(ProblemCode.FORBIDDEN, Decision.ONCE, Answerer.approver(fake.person));
        answer(Decision.ONCE, approver);
        assertEquals(Optional.of(approver.id()), resolved().by());
        assertTrue(fake.worker().answers.get(0).startsWith("allow"));
    }

    @Test
    void whoeverIsFirstWhereThePolicySaysSo() {
        ask(AnsweredBy.PERSON_OR_APPROVERS);
        answer(Decision.DENY, approver);
        refused(ProblemCode.ALREADY_ANSWERED, Decision.ONCE, person);
    }

    @Test
    void fourEyesNeedThePersonAndSomebodyElse() {
        ask(AnsweredBy.FOUR_EYES);
        answer(Decision.ONCE, person);
        assertEquals(List.of(), fake.worker().answers, "one is not enough");
        assertTrue(fake.events(PermissionEndorsed.class).get(0).person());
        refused(ProblemCode.ALREADY_ANSWERED, Decision.ONCE, person);
        refused(ProblemCode.ALREADY_ANSWERED, Decision.ONCE, Answerer.approver(fake.person));
        answer(Decision.ONCE, approver);
        assertEquals(Resolution.ALLOWED_ONCE, resolved().resolution());
        assertTrue(fake.worker().answers.get(0).startsWith("allow"));
    }

    @Test
    void twoApproversAreNotFourEyes() {
        ask(AnsweredBy.FOUR_EYES);
        answer(Decision.ONCE, approver);
        refused(ProblemCode.ALREADY_ANSWERED, Decision.ONCE, otherApprover);
        answer(Decision.ONCE, person);
        assertEquals(Optional.of(person.id()), resolved().by());
    }

    @Test
    void ofFourEyesAnyTwoMayDeny() {
        ask(AnsweredBy.FOUR_EYES);
        refused(ProblemCode.INVALID_VALUE, Decision.SESSION, person);
        answer(Decision.ONCE, person);
        answer(Decision.DENY, approver);
        assertEquals(Resolution.DENIED, resolved().resolution());
        assertTrue(fake.worker().answers.get(0).startsWith("deny"));
    }

    @Test
    void aQuestionThatNobodyWatchesIsDeniedWhereThePolicySaysSo() {
        ask(Grants.of(5).unwatched(Unwatched.DENY));
        assertEquals(Resolution.UNWATCHED, resolved().resolution());
        assertTrue(fake.worker().answers.get(0).startsWith("deny Nobody is watching"));
    }

    @Test
    void aQuestionThatSomebodyWatchesWaits() {
        try (var watching = fake.session.subscribe(0)) {
            ask(Grants.of(5).unwatched(Unwatched.DENY));
            assertEquals(0, fake.events(PermissionResolved.class).size());
            answer(Decision.ONCE, person);
            assertEquals(Resolution.ALLOWED_ONCE, resolved().resolution());
        }
    }
}
