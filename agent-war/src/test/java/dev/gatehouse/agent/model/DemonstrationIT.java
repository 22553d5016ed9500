package dev.gatehouse.agent.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demonstration with the real CLI and real tools, from beginning to end. */
class DemonstrationIT {

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
    void inDefaultModeEverythingIsAskedFor() throws Exception {
        JsonObject result = cli.start("default").turn("Please write me a web shop");
        assertClosing(result);
        assertEquals(List.of("Write", "Bash", "AskUserQuestion", "Bash"), cli.asked());
        assertTrue(Files.exists(cli.workspace().resolve("welcome.md")));
        assertFalse(Files.exists(cli.workspace().resolve("gatehouse-demo.txt")));
        assertTrue(cli.texts().getFirst().contains("**scripted model**, not Claude"));
        assertTrue(cli.texts().stream().anyMatch(each -> each.contains("```java") && each.contains("|---|")));
    }

    @Test
    void inBypassModeOnlyTheQuestionAndTheRuleAsk() throws Exception {
        assertClosing(cli.start("bypassPermissions").turn("hello"));
        assertEquals(List.of("AskUserQuestion", "Bash"), cli.asked());
        assertFalse(Files.exists(cli.workspace().resolve("gatehouse-demo.txt")));
    }

    @Test
    void inPlanModeAPlanIsProposedAndCarriedOut() throws Exception {
        assertClosing(cli.start("plan").turn("hello"));
        assertEquals(List.of("ExitPlanMode", "Write"), cli.asked());
        assertEquals(
                "Good morning, everybody!\n", Files.readString(cli.workspace().resolve("greeting.txt")));
    }

    @Test
    void aPlanThatIsRejectedChangesNothing() throws Exception {
        JsonObject result = cli.answering(request -> RealCli.deny("Make it shorter"))
                .start("plan")
                .turn("hello");
        assertTrue(result.getString("result").contains("> Make it shorter"), result.getString("result"));
        assertFalse(Files.exists(cli.workspace().resolve("greeting.txt")));
    }

    @Test
    void inDontAskModeItSaysWhatIsTheMatterAndEnds() throws Exception {
        assertClosing(cli.start("dontAsk").turn("hello"));
        assertEquals(List.of(), cli.asked());
        assertTrue(cli.texts().stream().anyMatch(each -> each.contains("**Don't ask**")));
        assertFalse(Files.exists(cli.workspace().resolve("welcome.md")));
    }

    @Test
    void aPersonWhoDeniesEverythingIsTakenSeriously() throws Exception {
        JsonObject result = cli.answering(request -> RealCli.deny("No, thank you"))
                .start("default")
                .turn("hello");
        assertClosing(result);
        assertTrue(cli.texts().stream().anyMatch(each -> each.contains("> No, thank you")));
        assertFalse(Files.exists(cli.workspace().resolve("welcome.md")));
        assertFalse(Files.exists(cli.workspace().resolve("gatehouse-demo.txt")));
    }

    @Test
    void laterMessagesGetAnHonestWordOrThePartTheyName() throws Exception {
        cli.start("acceptEdits").turn("hello");
        assertTrue(cli.turn("What is the meaning of life?")
                .getString("result")
                .matches("(?s).*(scripted model|real Claude).*"));
        assertTrue(cli.turn("help").getString("result").contains("`permission`"));
        assertTrue(cli.turn("plan").getString("result").contains("plan mode"));
        assertTrue(cli.turn("show me a question").getString("result").contains("Formatted text"));
        assertTrue(cli.turn("permission").getString("result").contains("allowed"));
        assertClosing(cli.turn("demo"));
    }

    private static void assertClosing(JsonObject result) {
        assertEquals("success", result.getString("subtype"));
        assertTrue(result.getString("result").contains("ANTHROPIC_API_KEY"), result.getString("result"));
    }
}
