package dev.gatehouse.web.policy.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.policy.entity.Finding;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyTextTest {

    private static final String MODES =
            "\"modes\": { \"allowed\": [\"default\", \"plan\"], \"initial\": \"plan\", \"fallback\": \"default\" }";

    private static final KnownNames NOBODY = new KnownNames() {
        @Override
        public Set<String> groups(Set<String> names) {
            return Set.of();
        }

        @Override
        public Set<String> users(Set<String> names) {
            return Set.of();
        }
    };

    private static List<String> findings(String text) {
        PolicyText read = PolicyText.read(text, Policies.ANYONE);
        assertTrue(read.document().isEmpty());
        return read.findings().stream().map(Finding::toString).toList();
    }

    @Test
    void allProblemsAreToldAtOnceWithLinePointerAndWhatIsPossible() {
        String text = """
                {
                  "everyone": {
                    "modes": {
                      "allowed": ["default", "bypass"],
                      "initial": "default"
                    },
                    "rules": { "deny": ["Bash(", "Read(./.env)"], "denny": [] },
                    "limits": { "idleMinutes": 0, "liveSessions": "3" }
                  },
                  "groups": [ { "modes": {} } ],
                  "user": []
                }
                """;
        assertEquals(
                List.of(
                        "line 3, /everyone/modes: \"fallback\" is missing here.",
                        "line 4, /everyone/modes/allowed/1: This must be one of \"default\", \"acceptEdits\", \"plan\","
                                + " \"auto\", \"dontAsk\", \"bypassPermissions\".",
                        "line 7, /everyone/rules/denny: There is no \"denny\" here. Possible are deny, ask, allow.",
                        "line 7, /everyone/rules/deny/0: This is no rule. A rule is the name of a tool, alone or with"
                                + " something in brackets, for example WebFetch or Bash(git push *).",
                        "line 8, /everyone/limits/idleMinutes: This must be a whole number from 1 to 10080.",
                        "line 8, /everyone/limits/liveSessions: This must be a whole number, without quotation marks.",
                        "line 10, /groups/0: \"name\" is missing here.",
                        "line 11, /user: There is no \"user\" here. Possible are everyone, groups, users, publishing."),
                findings(text));
    }

    @Test
    void anUnknownNameInALayerIsToldWithWhatMayBeThere() {
        assertEquals(
                List.of("line 1, /groups/0/mode: There is no \"mode\" here. Possible are name, modes, rules, limits,"
                        + " questions."),
                findings("{\"everyone\": {" + MODES + "}, \"groups\": [{\"name\": \"g\", \"mode\": 1}]}"));
        assertEquals(
                List.of("line 1, /everyone/name: There is no \"name\" here. Possible are modes, rules, limits,"
                        + " questions."),
                findings("{\"everyone\": {\"name\": \"x\", " + MODES + "}}"));
    }

    @Test
    void brokenJsonIsToldWithItsLine() {
        assertTrue(
                findings("{\n  \"everyone\": {\n    \"modes\": {,\n").getFirst().startsWith("line 3: This is no"));
        assertTrue(findings("{\n  \"everyone\": {\n").getFirst().contains("ends too early"));
        assertTrue(findings("{\"everyone\": {" + MODES + "}}\n}").getFirst().startsWith("line 2: "));
        assertEquals(List.of("line 1: The policy is empty."), findings("  "));
        assertEquals(1, findings("[".repeat(5000)).size());
        assertEquals(List.of("line 1: This must be an object, { … }."), findings("[]"));
    }

    @Test
    void aNameTwiceInOneObjectIsRefusedAsReadersDifferInWhichCounts() {
        assertEquals(
                List.of("line 2, /everyone: \"everyone\" is here a second time. Keep one."),
                findings("{\"everyone\": {" + MODES + "},\n\"everyone\": {" + MODES + "}}"));
    }

    @Test
    void tooLongAText() {
        assertTrue(findings(" ".repeat(PolicyText.MAX_BYTES + 1)).getFirst().contains("256 KB"));
    }

    @Test
    void startModesHaveToBeAllowedAndALayerIsThereOnce() {
        String text = "{\"everyone\": {" + MODES.replace("\"plan\", \"fall", "\"auto\", \"fall") + "},\n\"users\": [\n"
                + "{\"name\": \"ada\"},\n{\"name\": \"ada\"}]}";
        assertEquals(
                List.of(
                        "line 1, /everyone/modes/initial: \"auto\" is not among the allowed modes of this layer.",
                        "line 4, /users/1/name: The user \"ada\" has a layer already. Put both together."),
                findings(text));
    }

    @Test
    void whatMayBeMeantIsAWarningAndNoError() {
        String text = "{\"everyone\": {" + MODES + "},\n"
                + "\"groups\": [{\"name\": \"sales\", \"modes\": {\"initial\": \"auto\"}}],\n"
                + "\"users\": [{\"name\": \"bob\", \"rules\": {\"deny\": [\"Bash\"], \"allow\": [\"Bash\"]}}]}";
        PolicyText read = PolicyText.read(text, NOBODY);
        assertTrue(read.document().isPresent());
        assertEquals(
                List.of("/groups/0/modes/initial", "/groups/0/name", "/users/0/name", "/users/0/rules/allow/0"),
                read.findings().stream().map(Finding::pointer).toList());
        assertTrue(read.findings().stream().noneMatch(Finding::error));
    }

    @Test
    void aRuleThatCanNeverMatchIsWarnedOf() {
        String text = "{\"everyone\": {" + MODES
                + ", \"rules\": {\"deny\": [\"Write(./secret)\", \"Edit(/etc/**)\", \"Edit(//etc/**)\", \"Write\"]}}}";
        PolicyText read = PolicyText.read(text, Policies.ANYONE);
        assertTrue(read.document().isPresent());
        assertEquals(
                List.of("/everyone/rules/deny/0", "/everyone/rules/deny/1"),
                read.findings().stream().map(Finding::pointer).toList());
    }

    @Test
    void aBrokenTextIsRefusedWithEveryError() {
        var refused = assertThrows(
                GatehouseException.class,
                () -> PolicyText.read("{}", Policies.ANYONE).require());
        assertEquals(ProblemCode.POLICY_INVALID, refused.problem().code());
        assertEquals("line 1: \"everyone\" is missing here.", refused.problem().detail());
    }
}
