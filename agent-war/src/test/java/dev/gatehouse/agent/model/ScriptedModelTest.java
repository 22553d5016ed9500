package dev.gatehouse.agent.model;

import static dev.gatehouse.agent.model.ModelClient.assistant;
import static dev.gatehouse.agent.model.ModelClient.body;
import static dev.gatehouse.agent.model.ModelClient.text;
import static dev.gatehouse.agent.model.ModelClient.toolResult;
import static dev.gatehouse.agent.model.ModelClient.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedModelTest {

    private static final String SCRIPT = "SCRIPT:[{\"text\":\"look\",\"tool\":\"Bash\",\"input\":{\"command\":\"ls\"}},"
            + "{\"text\":\"saw ${lastToolResult}\"}]";

    private final ModelEndpoint endpoint = new ModelEndpoint(new ScriptedUpstream(new ScriptedModel()));
    private final ModelClient client = new ModelClient(endpoint.baseUri(), endpoint.issue("s1"));

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void followsTheScriptStepByStepFromTheMessagesAlone() throws Exception {
        JsonObject first = client.ask(user(SCRIPT));
        assertEquals("look", text(first));
        assertEquals("tool_use", first.getString("stop_reason"));
        assertEquals(
                "ls",
                first.getJsonArray("content")
                        .getJsonObject(1)
                        .getJsonObject("input")
                        .getString("command"));

        JsonObject second = client.ask(user(SCRIPT), assistant("look"), toolResult("a.txt"));
        assertEquals("saw a.txt", text(second));
        assertEquals("end_turn", second.getString("stop_reason"));
        assertEquals(ScriptedModel.NAME, second.getString("model"));
    }

    @Test
    void streamsTheEventsOfTheMessagesApiInTheirOrder() throws Exception {
        List<JsonObject> events = client.events(
                user(
                        "SCRIPT:[{\"thinking\":\"hm\",\"text\":\"hello you\",\"deltaChars\":4,\"tool\":\"Read\",\"input\":{\"file_path\":\"/x\"}}]"));

        assertEquals(
                List.of(
                        "message_start",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop"),
                events.stream().map(each -> each.getString("type")).toList());
        assertEquals("hello you", joined(events, "text"));
        assertEquals("{\"file_path\":\"/x\"}", joined(events, "partial_json"));
        assertTrue(events.getFirst()
                        .getJsonObject("message")
                        .getJsonObject("usage")
                        .getInt("input_tokens")
                > 0);
    }

    @Test
    void textsOfTheCliAreNotTakenForThePersons() throws Exception {
        assertEquals(
                "saw a.txt",
                text(client.ask(
                        user("<system-reminder>SCRIPT:[]</system-reminder>\n" + SCRIPT),
                        assistant("look"),
                        toolResult("a.txt"),
                        user("[Request interrupted by user for tool use]"),
                        user("Continue from where you left off."),
                        assistant("No response requested."),
                        user("Continue from where you left off."))));
    }

    @Test
    void theLastScriptCounts() throws Exception {
        assertEquals(
                "two",
                text(client.ask(
                        user("SCRIPT:[{\"text\":\"one\"}]"), assistant("one"), user("SCRIPT:[{\"text\":\"two\"}]"))));
    }

    @Test
    void aScriptThatIsWrongIsAnsweredWithWhatIsWrongAndAnExample() throws Exception {
        for (String wrong : List.of(
                "SCRIPT:",
                "SCRIPT:{}",
                "SCRIPT:[]",
                "SCRIPT:[{}]",
                "SCRIPT:[{\"txt\":\"a\"}]",
                "SCRIPT:[{\"text\":1}]",
                "SCRIPT:[{\"text\":\"a\",\"delayMillis\":-1}]",
                "SCRIPT:[{\"text\":\"a\",\"times\":2}]",
                "SCRIPT:[{\"text\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\"repeat\":1000000}]",
                "SCRIPT:[{\"tool\":\"\"}]",
                "SCRIPT:[{\"tool\":\"Bash\",\"input\":\"ls\"}]",
                "SCRIPT:[{\"error\":200}]",
                "SCRIPT:[{\"text\":\"a\"}] and more")) {
            String answer = text(client.ask(user(wrong)));
            assertTrue(answer.startsWith("This is not a script"), wrong + " → " + answer);
            assertTrue(answer.contains(Script.EXAMPLE));
        }
    }

    @Test
    void anErrorComesAsOftenAsItSaysThenTheScriptGoesOn() throws Exception {
        String script = "SCRIPT:[{\"error\":529,\"message\":\"overloaded\",\"times\":2},{\"text\":\"at last\"}]";
        for (int i = 0; i < 2; i++) {
            var refused = client.post("/v1/messages", ModelClient.body(true, user(script)));
            assertEquals(529, refused.statusCode());
            assertEquals(
                    "overloaded_error",
                    ModelClient.json(refused.body()).getJsonObject("error").getString("type"));
        }
        assertEquals("at last", text(client.ask(user(script))));
    }

    @Test
    void aDropCutsTheConnectionInTheMiddleOfTheMessage() throws Exception {
        String script = "SCRIPT:[{\"text\":\"half\",\"drop\":true},{\"text\":\"whole\"}]";
        assertThrows(IOException.class, () -> client.events(user(script)));
        assertEquals("whole", text(client.ask(user(script))));
    }

    @Test
    void repeatsATextForFloods() throws Exception {
        List<JsonObject> events =
                client.events(user("SCRIPT:[{\"text\":\"0123456789\",\"repeat\":5000,\"deltaChars\":10}]"));
        assertEquals(50_000, joined(events, "text").length());
        assertTrue(events.size() > 5_000);
    }

    @Test
    void anErrorThatNobodyRetriesStays() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    400,
                    client.post("/v1/messages", body(true, user("SCRIPT:[{\"error\":400},{\"text\":\"never\"}]")))
                            .statusCode());
        }
    }

    @Test
    void anAnswerThatWasCutOffIsNoStep() throws Exception {
        String script = "SCRIPT:[{\"text\":\"half\",\"drop\":true},{\"text\":\"whole\"},{\"text\":\"next\"}]";
        assertThrows(IOException.class, () -> client.events(user(script)));
        assertEquals(
                "whole",
                text(client.ask(
                        user(script),
                        assistant("half"),
                        user("Your response above was cut off mid-stream. Resume directly from where it stops"))));
    }

    @Test
    void aMessageSentWhileATurnRunsDoesNotDisturbIt() throws Exception {
        assertEquals(
                "[and this]",
                text(client.ask(
                        user("SCRIPT:[{\"tool\":\"Bash\"},{\"text\":\"${foldedPrompts}\"}]"),
                        assistant("x"),
                        toolResult("a"),
                        folded("and this"))));
    }

    @Test
    void aScriptSentWhileATurnRunsTakesOver() throws Exception {
        assertEquals(
                "new",
                text(client.ask(
                        user("SCRIPT:[{\"tool\":\"Bash\"},{\"text\":\"old\"}]"),
                        assistant("x"),
                        toolResult("a"),
                        folded("SCRIPT:[{\"text\":\"new\"}]"))));
    }

    @Test
    void aScriptSurvivesACompaction() throws Exception {
        String script = "SCRIPT:[{\"tool\":\"Bash\"},{\"text\":\"second\"},{\"text\":\"third\"}]";
        String summary = text(client.ask(
                user(script),
                assistant("x"),
                toolResult("a"),
                user("CRITICAL: text only.\nYour task is to create a detailed summary of the conversation so far")));
        assertTrue(summary.contains("<summary>"), summary);
        String compacted =
                "This session is being continued from a previous conversation that ran out of context.\n" + summary;
        assertEquals("second", text(client.ask(user(compacted))));
        assertEquals("third", text(client.ask(user(compacted), assistant("second"), toolResult("b"))));
    }

    @Test
    void aTitleIsMadeOfTheFirstWords() throws Exception {
        JsonObject request = ModelClient.json(body(
                false,
                user("<session>\nplease write a small program for me now\n</session>\n\nWrite the title in English.")));
        String asked = Json.createObjectBuilder(request)
                .add(
                        "output_config",
                        ModelClient.json("{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\","
                                + "\"properties\":{\"title\":{\"type\":\"string\"}}}}}"))
                .build()
                .toString();
        String answer = text(ModelClient.json(client.post("/v1/messages", asked).body()));
        assertEquals(
                "please write a small program for", ModelClient.json(answer).getString("title"));
    }

    @Test
    void tellsWhatItWasShown() throws Exception {
        var system = Json.createObjectBuilder()
                .add("role", "system")
                .add("content", "# Environment\n - Primary working directory: /home/some one\n - Shell: bash");
        assertEquals(
                "/home/some one true false ${HOME} claude-opus-5-5",
                text(client.ask(
                        user(
                                "SCRIPT:[{\"text\":\"${cwd} ${systemHas:Shell: bash} ${systemHas:zsh} ${HOME} ${model}\"}]"),
                        system)));
    }

    @Test
    void statesTheVerdictOfTheSafetyCheckOnEveryCall() throws Exception {
        List<JsonObject> events = client.events(
                user("SCRIPT:[{\"tools\":[{\"tool\":\"Bash\"},{\"tool\":\"Read\"}],\"check\":\"not_flagged\"}]"));
        JsonObject uses = events.get(events.size() - 2)
                .getJsonObject("delta")
                .getJsonArray("safeguard_results")
                .getJsonObject(0)
                .getJsonObject("status")
                .getJsonObject("tool_uses");
        List<String> ids = events.stream()
                .filter(each -> each.getString("type").equals("content_block_start"))
                .map(each -> each.getJsonObject("content_block").getString("id"))
                .toList();
        assertEquals(ids, List.copyOf(uses.keySet()));
        assertEquals("not_flagged", uses.getJsonObject(ids.getFirst()).getString("outcome"));
    }

    @Test
    void withoutAScriptItSaysWhatItIs() throws Exception {
        String welcome = text(client.ask(user("Write me a program")));
        assertTrue(welcome.contains("**scripted model**, not Claude"), welcome);
        assertTrue(text(client.ask(user("Write me a program"), assistant("x"), user("And now another")))
                .matches("(?s).*(scripted model|real Claude).*"));
    }

    private static JsonObjectBuilder folded(String text) {
        return Json.createObjectBuilder()
                .add("role", "system")
                .add(
                        "content",
                        "The user sent a new message while you were working:\n" + text
                                + "\n\nThis is how Claude Code surfaces messages the user sends mid-turn");
    }

    private static String joined(List<JsonObject> events, String part) {
        return events.stream()
                .filter(each -> each.getString("type").equals("content_block_delta"))
                .map(each -> each.getJsonObject("delta").getString(part, ""))
                .collect(Collectors.joining());
    }
}
