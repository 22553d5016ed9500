package dev.gatehouse.agent.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real CLI against the scripted model through the endpoint. */
class ScriptedModelIT {

    private final ModelEndpoint endpoint = new ModelEndpoint(new ScriptedUpstream(new ScriptedModel()));
    private RealCli cli;

    @BeforeEach
    void open() throws Exception {
        cli = new RealCli(endpoint);
    }

    @AfterEach
    void close() throws Exception {
        cli.close();
        endpoint.close();
    }

    @Test
    void aScriptWithTextToolsAndAQuestionIsPlayedToItsEnd() throws Exception {
        JsonObject result = cli.start("default").turn("""
                SCRIPT:[{"thinking":"hm","text":"I look","tool":"Bash","input":{"command":"echo from-the-tool > made.txt; cat made.txt"}},
                {"tool":"AskUserQuestion","input":{"questions":[{"question":"Which?","header":"Kind","multiSelect":false,
                "options":[{"label":"Red","description":"r"},{"label":"Blue","description":"b"}]}]}},
                {"text":"I was told: ${lastToolResult}","deltaChars":3}]""");

        assertEquals("success", result.getString("subtype"));
        assertEquals(List.of("Bash", "AskUserQuestion"), cli.asked());
        assertEquals("from-the-tool\n", Files.readString(cli.workspace().resolve("made.txt")));
        assertEquals("I look", cli.texts().getFirst());
        assertTrue(
                cli.texts().getLast().contains("\"Which?\"=\"Red\""),
                cli.texts().toString());
        assertEquals(List.of(ScriptedModel.NAME), cli.models());
        assertTrue(result.getJsonObject("usage").getInt("input_tokens") > 0);
    }

    @Test
    void theCliItselfNamesTheScriptedModelAsItsModel() throws Exception {
        cli.start("default").prompt("SCRIPT:[{\"text\":\"x\"}]");
        JsonObject init = cli.await(each -> each.getString("subtype", "").equals("init"));
        assertEquals(ScriptedModel.NAME, init.getString("model"));
    }

    @Test
    void sideRequestsDoNotDisturbTheStepCount() throws Exception {
        cli.start("default").prompt("""
                SCRIPT:[{"tool":"Bash","input":{"command":"touch a.txt"}},{"text":"second"},{"text":"third"}]""");
        JsonObject question = cli.await(RealCli::isQuestion);

        JsonObject title = cli.ask(Json.createObjectBuilder()
                .add("subtype", "generate_session_title")
                .add("description", "Please write me a poem about Payara")
                .add("persist", false));
        JsonObject aside = cli.ask(
                Json.createObjectBuilder().add("subtype", "side_question").add("question", "What is going on?"));
        cli.answer(question);
        cli.result();

        assertEquals(
                "Please write me a poem about", title.getJsonObject("response").getString("title"));
        assertTrue(aside.getJsonObject("response").getString("response").contains("not Claude"));
        assertEquals(List.of("second"), cli.texts());
    }

    @Test
    void aSubagentFollowsTheScriptOfItsOwnPrompt() throws Exception {
        cli.start("bypassPermissions").turn("""
                SCRIPT:[{"tool":"Agent","input":{"description":"look","subagent_type":"general-purpose","run_in_background":false,
                "prompt":"SCRIPT:[{\\"tool\\":\\"Bash\\",\\"input\\":{\\"command\\":\\"echo inner\\"}},{\\"text\\":\\"found ${lastToolResult}\\"}]"}},
                {"text":"outer: ${lastToolResult}"}]""");
        assertTrue(cli.texts().getLast().contains("found inner"), cli.texts().toString());
    }

    @Test
    void refusalsAndABrokenConnectionAreOvercome() throws Exception {
        JsonObject result = cli.start("default").turn("""
                SCRIPT:[{"error":529,"message":"overloaded"},{"text":"half","drop":true},{"text":"whole"}]""");
        assertEquals("whole", result.getString("result"));
        assertFalse(result.getBoolean("is_error"));
    }

    @Test
    void aRefusalForGoodEndsTheTurnAndTheNextPromptIsAnswered() throws Exception {
        JsonObject refused = cli.start("default").turn("SCRIPT:[{\"error\":400,\"message\":\"over budget\"}]");
        assertTrue(refused.getBoolean("is_error"));
        assertTrue(refused.getString("result").contains("over budget"));
        assertEquals("here", cli.turn("SCRIPT:[{\"text\":\"here\"}]").getString("result"));
    }

    @Test
    void aStalledAnswerCanBeStopped() throws Exception {
        cli.start("default").prompt("SCRIPT:[{\"text\":\"so far\",\"stall\":true}]");
        cli.await(each -> each.toString().contains("so far"));
        long asked = System.nanoTime();
        cli.ask(Json.createObjectBuilder().add("subtype", "interrupt"));
        JsonObject result = cli.result();
        assertEquals("error_during_execution", result.getString("subtype"));
        assertTrue(Duration.ofNanos(System.nanoTime() - asked).toSeconds() < 5);
        assertEquals("again", cli.turn("SCRIPT:[{\"text\":\"again\"}]").getString("result"));
    }

    @Test
    void afterAKillAndAResumeTheScriptGoesOnWhereItWas() throws Exception {
        cli.start("bypassPermissions").prompt("""
                SCRIPT:[{"tool":"Bash","input":{"command":"echo one"}},{"text":"slow and steady","deltaChars":1,"delayMillis":1000},{"text":"third"}]""");
        cli.await(each -> each.toString().contains("content_block_delta")
                && each.toString().contains("text_delta"));
        cli.kill();

        cli.resume("bypassPermissions").prompt("Continue from where you left off.");
        assertEquals("slow and steady", cli.result().getString("result"));
    }

    @Test
    void aScriptSurvivesACompactionInItsMiddle() throws Exception {
        JsonObject result = cli.start("bypassPermissions").turn("""
                SCRIPT:[{"tool":"Bash","input":{"command":"echo one"},"inputTokens":990000},
                {"tool":"Bash","input":{"command":"echo two"}},{"text":"end ${lastToolResult}"}]""");
        assertEquals("end two", result.getString("result"));
        assertEquals(
                2,
                cli.blocks().stream()
                        .filter(each -> each.getString("type").equals("tool_use"))
                        .count());
    }

    @Test
    void aWorkerWhoseTokenIsRevokedReachesNoModel() throws Exception {
        cli.start("default").turn("SCRIPT:[{\"text\":\"one\"}]");
        endpoint.revoke(cli.token());
        JsonObject result = cli.turn("SCRIPT:[{\"text\":\"two\"}]");
        assertTrue(result.getBoolean("is_error"));
        assertFalse(cli.texts().contains("two"));
    }
}
