package dev.gatehouse.agent.dryrun.control;

import static dev.gatehouse.agent.dryrun.control.DryRunHost.bash;
import static dev.gatehouse.agent.dryrun.control.DryRunHost.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.contract.ToolDecision;
import dev.gatehouse.contract.ToolDecision.Step;
import dev.gatehouse.contract.Verdict;
import dev.gatehouse.contract.Verdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Verdicts of the real CLI on calls and rules, and how they are explained. */
class DryRunsIT {

    private final DryRunHost host = new DryRunHost();

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void denyAndAskRulesHoldInBypass() {
        host.file("here.txt", "old");
        var rules =
                new Rules(List.of("Bash(curl *)", "Read(./here.txt)"), List.of("Bash(touch *)", "WebFetch"), List.of());
        List<Verdict> verdicts = host.explained(
                PermissionMode.BYPASS_PERMISSIONS,
                rules,
                bash("curl -s http://127.0.0.1:1/"),
                bash("touch a && ls"),
                call("Read", "file_path", host.workspace().project() + "/here.txt"),
                call("Write", "file_path", host.workspace().project() + "/new.txt", "content", "x"),
                call("WebFetch", "url", "https://example.com/", "prompt", "x"));

        assertVerdict(Outcome.DENIED, Step.DENY_RULE, "Bash(curl *)", true, verdicts.get(0));
        assertVerdict(Outcome.ASKS, Step.ASK_RULE, "Bash(touch *)", true, verdicts.get(1));
        assertVerdict(Outcome.DENIED, Step.DENY_RULE, "Read(./here.txt)", true, verdicts.get(2));
        assertVerdict(Outcome.RUNS, Step.MODE, null, false, verdicts.get(3));
        assertVerdict(Outcome.ASKS, Step.ASK_RULE, "WebFetch", false, verdicts.get(4));
    }

    @Test
    void anAskRuleDeniesWhereNobodyIsAskedAndAnAllowRuleRuns() {
        var rules = new Rules(List.of(), List.of("WebSearch", "Bash(ls *)"), List.of("Bash(mkdir *)", "Bash(curl *)"));
        List<Verdict> verdicts = host.explained(
                PermissionMode.DONT_ASK,
                rules,
                bash("ls -l"),
                bash("curl -s http://127.0.0.1:1/"),
                bash("pwd"),
                bash("rm a"),
                bash("mkdir a && curl -s http://127.0.0.1:1/"));

        assertVerdict(Outcome.DENIED, Step.ASK_RULE, "Bash(ls *)", true, verdicts.get(0));
        assertVerdict(Outcome.RUNS, Step.ALLOW_RULE, "Bash(curl *)", true, verdicts.get(1));
        assertVerdict(Outcome.RUNS, Step.MODE, null, true, verdicts.get(2));
        assertVerdict(Outcome.DENIED, Step.MODE, null, false, verdicts.get(3));
        assertVerdict(Outcome.RUNS, Step.ALLOW_RULE, null, true, verdicts.get(4));
    }

    @Test
    void theRuleIsFoundAmongManyAndTheSecondTimeRemembered() {
        List<String> deny = new ArrayList<>(
                IntStream.range(0, 60).mapToObj(i -> "Bash(tool" + i + " *)").toList());
        deny.add(37, "Bash(curl *)");
        var rules = new Rules(deny, List.of(), List.of());
        for (int i = 0; i < 2; i++) {
            List<Verdict> verdicts =
                    host.explained(PermissionMode.DEFAULT, rules, bash("ls; curl -s http://127.0.0.1:1/"));
            assertVerdict(Outcome.DENIED, Step.DENY_RULE, "Bash(curl *)", true, verdicts.getFirst());
        }
    }

    @Test
    void whatHangsOnTheModelServicesCheckIsShownBothWays() {
        List<Verdict> verdicts = host.verdicts(
                PermissionMode.AUTO, Rules.NONE, bash("curl -s http://127.0.0.1:1/"), bash("rm -rf ~"), bash("ls"));
        Verdict curl = verdicts.getFirst();
        assertEquals(Outcome.DEPENDS, curl.outcome());
        assertEquals(
                List.of(Outcome.RUNS, Outcome.DENIED),
                curl.branches().stream().map(Verdict.Branch::outcome).toList());
        assertVerdict(Outcome.DENIED, Step.SAFETY_CHECK, null, false, verdicts.get(1));
        assertEquals(Outcome.RUNS, verdicts.get(2).outcome());
    }

    @Test
    void manyCallsThatHangOnTheCheckAreAllToldTheSame() {
        Verdict[] verdicts = host.verdicts(
                        PermissionMode.AUTO,
                        Rules.NONE,
                        IntStream.range(0, 32)
                                .mapToObj(i -> bash("curl -s http://127.0.0.1:1/" + i))
                                .toArray(dev.gatehouse.contract.ToolCall[]::new))
                .toArray(Verdict[]::new);
        for (Verdict verdict : verdicts) {
            assertEquals(
                    List.of(Outcome.RUNS, Outcome.DENIED),
                    verdict.branches().stream().map(Verdict.Branch::outcome).toList(),
                    verdict::toString);
        }
    }

    @Test
    void aCallThatCannotBeHasNoVerdictButAReason() {
        List<Verdict> verdicts = host.verdicts(
                PermissionMode.DEFAULT,
                Rules.NONE,
                call("NoSuchTool"),
                call("ExitPlanMode", "plan", "x"),
                call("Bash", "wrong", "x"));
        verdicts.forEach(verdict -> assertEquals(Outcome.INVALID, verdict.outcome(), verdict::toString));
        assertTrue(verdicts.get(0).detail().orElseThrow().contains("No such tool"), verdicts::toString);
        assertTrue(verdicts.get(1).detail().orElseThrow().contains("not in plan mode"), verdicts::toString);
    }

    @Test
    void aCallIsMadeAsItIsWrittenWhateverItLooksLike() {
        var rules = new Rules(List.of("Bash(echo ${cwd} *)"), List.of(), List.of());
        assertEquals(
                List.of(Outcome.DENIED, Outcome.RUNS),
                host
                        .verdicts(
                                PermissionMode.BYPASS_PERMISSIONS,
                                rules,
                                bash("echo ${cwd} x"),
                                bash("SCRIPT:[{\"text\":\"x\"}]"))
                        .stream()
                        .map(Verdict::outcome)
                        .toList());
    }

    @Test
    void rulesThatAreNotUnderstoodAreRefusedByName() {
        var rules = new Rules(List.of("Bash(curl *)", "foo bar"), List.of(), List.of());
        var refused =
                assertThrows(GatehouseException.class, () -> host.verdicts(PermissionMode.DEFAULT, rules, bash("ls")));
        assertEquals(ProblemCode.POLICY_INVALID, refused.problem().code());
        assertTrue(refused.getMessage().contains("deny foo bar"), refused.getMessage());
    }

    /** Nor would a real worker start: its rules could not be proved. */
    @Test
    void inAutoTheCliGivesUpAllowRulesForInterpretersAndThatIsTold() {
        var rules = new Rules(List.of(), List.of(), List.of("Bash(python3 *)"));
        assertEquals(
                Outcome.RUNS,
                host.verdicts(PermissionMode.DEFAULT, rules, bash("python3 -c 'print(1)'"))
                        .getFirst()
                        .outcome());
        var refused =
                assertThrows(GatehouseException.class, () -> host.verdicts(PermissionMode.AUTO, rules, bash("ls")));
        assertTrue(refused.getMessage().contains("allow Bash(python3 *)"), refused.getMessage());
    }

    private static void assertVerdict(Outcome outcome, Step step, String rule, boolean derived, Verdict verdict) {
        ToolDecision decision = verdict.decision().orElseThrow(() -> new AssertionError(verdict));
        assertEquals(
                outcome + " " + step + " " + Optional.ofNullable(rule) + " " + derived,
                verdict.outcome() + " " + decision.step() + " " + decision.rule() + " " + decision.derived(),
                verdict::toString);
    }
}
