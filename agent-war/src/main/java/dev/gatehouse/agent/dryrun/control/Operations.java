package dev.gatehouse.agent.dryrun.control;

import dev.gatehouse.contract.ToolCall;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/** The standard operations of the conformance table: one of each kind that the modes treat differently (DIFF §2). */
final class Operations {

    private Operations() {}

    /** Calls by the names of their rows, in the order of the table. */
    static Map<String, ToolCall> in(ScratchSite scratch) {
        String project = scratch.site().project().toString();
        String outside = scratch.outside().toString();
        Map<String, ToolCall> calls = new LinkedHashMap<>();
        calls.put("Read a file of the workspace", call("Read", "file_path", project + "/here.txt"));
        calls.put("Read a file elsewhere", call("Read", "file_path", outside + "/there.txt"));
        calls.put("Write a file in the workspace", call("Write", "file_path", project + "/new.txt", "content", "x"));
        calls.put(
                "Change a file in the workspace",
                call("Edit", "file_path", project + "/edited.txt", "old_string", "old", "new_string", "new"));
        calls.put("Write a file elsewhere", call("Write", "file_path", outside + "/new.txt", "content", "x"));
        calls.put("Command that only looks: ls", bash("ls"));
        calls.put("Command that reads a file elsewhere: cat", bash("cat " + outside + "/there.txt"));
        calls.put("Command that makes a file: touch", bash("touch touched.txt"));
        calls.put("Command that removes a file: rm", bash("rm here.txt"));
        calls.put("Command that writes a file: echo > file", bash("echo x > written.txt"));
        calls.put("Command that makes a file elsewhere: touch", bash("touch " + outside + "/touched.txt"));
        calls.put("Command that runs a program: python3 -c", bash("python3 -c 'print(1)'"));
        calls.put("Command that uses the network: curl", bash("curl -s https://example.com/"));
        calls.put("Fetch a web page", call("WebFetch", "url", "https://example.com/", "prompt", "What is it?"));
        calls.put("Search the web", call("WebSearch", "query", "weather tomorrow"));
        calls.put("Ask the person a question", new ToolCall("AskUserQuestion", question()));
        calls.put("Propose a plan", call("ExitPlanMode", "plan", "first this, then that"));
        calls.put(
                "Write Claude Code's own settings",
                call("Write", "file_path", project + "/.claude/settings.json", "content", "{}"));
        calls.put(
                "Write a Git hook", call("Write", "file_path", project + "/.git/hooks/pre-commit", "content", "true"));
        calls.put("Command that makes a Git hook: touch", bash("touch .git/hooks/x"));
        calls.put("Command that removes everything: rm -rf ~", bash("rm -rf ~"));
        calls.put(
                "Start a subagent",
                call("Task", "description", "look", "prompt", "Look.", "subagent_type", "general-purpose"));
        return calls;
    }

    private static ToolCall bash(String command) {
        return call("Bash", "command", command);
    }

    private static ToolCall call(String tool, String... keysAndValues) {
        JsonObjectBuilder input = Json.createObjectBuilder();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            input.add(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new ToolCall(tool, input.build());
    }

    private static JsonObject question() {
        var options = Json.createArrayBuilder();
        for (String label : new String[] {"this", "that"}) {
            options.add(Json.createObjectBuilder().add("label", label).add("description", label));
        }
        return Json.createObjectBuilder()
                .add(
                        "questions",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("question", "Which?")
                                        .add("header", "Choice")
                                        .add("multiSelect", false)
                                        .add("options", options)))
                .build();
    }
}
