package dev.gatehouse.agent.dryrun.control;

import static dev.gatehouse.agent.dryrun.control.DryRunHost.call;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.RuleCheckReport.Finding;
import dev.gatehouse.contract.RuleCheckReport.Kind;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.contract.ToolCall;
import dev.gatehouse.contract.Verdict;
import dev.gatehouse.contract.Verdict.Outcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the console tells of rules, and that it is true of the real CLI. */
class RuleChecksIT {

    private final DryRunHost host = new DryRunHost();

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void goodRulesHaveNoFindings() {
        var rules = new Rules(
                List.of(
                        "Bash(curl *)",
                        "Read(//etc/**)",
                        "Edit(./src/**)",
                        "Edit(src/*.key)",
                        "WebFetch(domain:example.com)",
                        "*"),
                List.of("Bash", "mcp__git__push", "Read(~/x)"),
                List.of("WebSearch", "Agent", "Bash(npm run test)"));
        assertEquals(List.of(), check(rules));
    }

    @Test
    void rulesThatTheCliDropsOrReadsOtherwiseAreNotUnderstood() {
        var rules = new Rules(
                List.of("Bash(", "foo bar", "Bash(curl *)"), List.of("bash(ls)", "Bash(*)", "Task"), List.of("Read("));
        Map<String, String> found = new TreeMap<>();
        check(rules)
                .forEach(each -> found.put(
                        each.list().wireName() + " " + each.index() + " " + each.rule(),
                        each.kind() + " " + each.suggestion().orElse("")));
        assertEquals(
                Map.of(
                        "deny 0 Bash(", "NOT_UNDERSTOOD ",
                        "deny 1 foo bar", "NOT_UNDERSTOOD ",
                        "ask 0 bash(ls)", "NOT_UNDERSTOOD ",
                        "ask 1 Bash(*)", "NOT_UNDERSTOOD Bash",
                        "ask 2 Task", "NOT_UNDERSTOOD Agent",
                        "allow 0 Read(", "NOT_UNDERSTOOD "),
                found);
    }

    @Test
    void anUnknownToolIsAWarning() {
        assertEquals(
                List.of(Kind.WARNING, Kind.WARNING),
                check(new Rules(List.of("WebFech", "Wirte(x)"), List.of(), List.of())).stream()
                        .map(Finding::kind)
                        .toList());
    }

    /** Each is told to match nothing, lets the call run, and its suggestion denies it. */
    @Test
    void rulesThatCanNeverMatchAreToldWithOneThatDoes() {
        String project = host.workspace().project().toString();
        host.file("here.txt", "old");
        ToolCall write = call("Write", "file_path", project + "/new.txt", "content", "x");
        ToolCall edit = call("Edit", "file_path", project + "/here.txt", "old_string", "old", "new_string", "new");
        ToolCall read = call("Read", "file_path", project + "/here.txt");
        ToolCall fetch = call("WebFetch", "url", "https://example.com/a", "prompt", "x");
        assertNeverMatches("Write(./new.txt)", write);
        assertNeverMatches("MultiEdit(./here.txt)", edit);
        assertNeverMatches("Glob(./here.txt)", read);
        assertNeverMatches("Edit(" + project + "/here.txt)", edit);
        assertNeverMatches("Read(" + project + "/**)", read);
        for (String rule : List.of("WebFetch(example.com)", "WebFetch(https://example.com/a)")) {
            Finding finding =
                    check(new Rules(List.of(rule), List.of(), List.of())).getFirst();
            assertEquals(Kind.NOT_UNDERSTOOD, finding.kind(), finding::toString);
            assertEquals(
                    Outcome.DENIED,
                    underDeny(finding.suggestion().orElseThrow(), fetch).outcome());
        }
    }

    private void assertNeverMatches(String rule, ToolCall call) {
        Finding finding = check(new Rules(List.of(rule), List.of(), List.of())).getFirst();
        assertEquals(Kind.NEVER_MATCHES, finding.kind(), finding::toString);
        assertEquals(Outcome.RUNS, underDeny(rule, call).outcome(), rule);
        String instead = finding.suggestion().orElseThrow();
        assertEquals(Outcome.DENIED, underDeny(instead, call).outcome(), instead);
    }

    private Verdict underDeny(String rule, ToolCall call) {
        return host.verdicts(PermissionMode.BYPASS_PERMISSIONS, new Rules(List.of(rule), List.of(), List.of()), call)
                .getFirst();
    }

    private List<Finding> check(Rules rules) {
        return new RuleChecks(host.rehearsals, host.turnstile, host.installation)
                .check(rules)
                .findings();
    }
}
