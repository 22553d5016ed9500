package dev.gatehouse.agent.sessions.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.agent.sessions.control.ModeMatrixIT.Verdict;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.contract.ToolCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * With deny, ask and allow rules the dry run says what a real session under the same grant then does, in every mode.
 */
class DryRunOfRulesIT {

    private static final Rules RULES = new Rules(
            List.of("Bash(curl *)", "Read(./secret.txt)", "Edit(./fixed/**)", "WebFetch(domain:example.com)"),
            List.of("Bash(git push *)", "Bash(ls *)", "Write"),
            List.of("Bash(mkdir *)", "Bash(touch *)", "Bash(curl *)", "WebFetch"));

    private static RealAgent agent;

    @BeforeAll
    static void start() {
        agent = new RealAgent();
    }

    @AfterAll
    static void stop() {
        agent.close();
    }

    @ParameterizedTest
    @EnumSource(PermissionMode.class)
    void theDryRunSaysWhatTheSessionThenDoes(PermissionMode mode) {
        ModeGrant grant = RealAgent.grant(mode, RULES);
        Conversation conversation = agent.conversation(grant);
        Map<String, String> dry = new LinkedHashMap<>();
        Map<String, String> real = new LinkedHashMap<>();
        List<ToolCall> calls = steps().stream()
                .map(each -> DryRunComparison.lastCall(each, conversation.project()))
                .toList();
        List<Verdict> verdicts = DryRunComparison.verdicts(agent, conversation, grant, calls);
        for (int i = 0; i < calls.size(); i++) {
            String call = calls.get(i).tool() + " " + calls.get(i).input();
            dry.put(call, verdicts.get(i).name());
            real.put(
                    call,
                    ModeMatrixIT.observe(conversation, steps().get(i))
                            .lines()
                            .findFirst()
                            .orElseThrow());
        }
        conversation.close();
        assertEquals(real, dry);
    }

    private static List<List<String>> steps() {
        return List.of(
                with(Steps.bash("curl -s http://127.0.0.1:1/")),
                with(Steps.bash("ls; curl -s http://127.0.0.1:1/")),
                with(Steps.bash("ls -l")),
                with(Steps.bash("pwd")),
                with(Steps.bash("git push origin main")),
                with(Steps.bash("python3 -c 'print(1)'")),
                with(Steps.bash("touch a && mkdir ../elsewhere")),
                with(Steps.bash("touch a && rm b")),
                with(Steps.tool("Read", "file_path", "${cwd}/secret.txt")),
                with(Steps.tool("Write", "file_path", "${cwd}/new.txt", "content", "x")),
                with(Steps.tool("Write", "file_path", "${cwd}/fixed/new.txt", "content", "x")),
                with(Steps.tool("WebFetch", "url", "http://example.com/", "prompt", "x")));
    }

    private static List<String> with(String call) {
        return List.of(call, Steps.text("done"));
    }
}
