package dev.gatehouse.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.gatehouse.launcher.ClaudeInstall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An open page while its servers go and come back, on a host that allows two modes only, with a Claude Code that says
 * something nobody knows yet.
 */
class RestartIT extends BrowserTest {

    private static final double RESTART_LIMIT_MILLIS = 120_000;
    private static final String PACED = "{'text':'word after word ','repeat':30,'deltaChars':6,'delayMillis':100}";

    private static RunningPair pair;
    private static Person dorothy;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() throws IOException {
        pair = RunningPair.start(
                "restart",
                Map.of(
                        "GATEHOUSE_ALLOWED_MODES",
                        "default,plan",
                        "GATEHOUSE_CLAUDE_EXECUTABLE",
                        talkativeClaude().toString()));
        dorothy = Person.create(pair, "Dorothy Hodgkin");
    }

    /** The real one, which before all else says a line of a kind that is new. */
    private static Path talkativeClaude() throws IOException {
        Path claude = Files.writeString(folder.resolve("claude"), """
                #!/bin/sh
                case " $* " in *stream-json*) echo '{"type":"weather_report","sky":"<b>clear</b>"}' ;; esac
                exec '%s' "$@"
                """.formatted(ClaudeInstall.pinned()));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Files.setPosixFilePermissions(claude, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterAll
    static void stop() {
        pair.close();
    }

    @Override
    RunningPair pair() {
        return pair;
    }

    @Test
    void onlyModesTheHostAllowsCanBeChosen() {
        ChatPage chat = signedIn(dorothy).chat();
        assertThat(chat.modePicker()).hasText("Ask");
        chat.modePicker().click();
        Locator entries = chat.page().locator(".mode-picker [data-entry]");
        assertThat(entries.and(chat.page().locator(":enabled")).locator(".entry-name"))
                .hasText(new String[] {"Ask", "Plan"});
        for (Locator refused : entries.and(chat.page().locator(":disabled")).all()) {
            assertThat(refused).containsText("Not available:");
        }
    }

    @Test
    void whatClaudeCodeSaysAndNobodyKnowsIsShownAsItIs() {
        ChatPage chat = signedIn(dorothy).chat().script("{'text':'understood'}").awaitTurns(1);
        Locator card = chat.page().locator("#items .item.raw").first();
        assertThat(card).containsText("Something this version does not know: weather_report");
        card.locator("summary").click();
        assertThat(card.locator(".output")).containsText("<b>clear</b>");
        assertThat(chat.answers()).hasText("understood");
        chat.visitor().screenshot("chat-unknown");
    }

    @Test
    void aRestartOfWebInTheMiddleOfATextLosesNeitherTextNorSignIn() {
        Visitor visitor = signedIn(dorothy);
        visitor.troubles().expectOutage();
        ChatPage chat = visitor.chat().script(PACED);
        assertThat(chat.answers()).containsText("word after");
        pair.kill(pair.webServer());
        assertThat(chat.page().locator("#status")).containsText("Nothing is lost");
        pair.bringBack(pair.webServer());
        assertThat(chat.turns()).hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(RESTART_LIMIT_MILLIS));
        assertThat(chat.answers()).hasCount(1);
        assertEquals(
                "word after word ".repeat(30).strip(),
                chat.answers().textContent().strip());

        assertThat(visitor.chat(chat.conversation()).answers()).hasCount(1);
        assertThat(chat.page().locator("#status")).not().containsText("signed out");
    }

    @Test
    void whatIsSentWhileTheAgentIsDownIsKeptAndDelivered() {
        Visitor visitor = signedIn(dorothy);
        visitor.troubles().expectOutage();
        ChatPage chat = visitor.chat().script("{'text':'before'}").awaitTurns(1);
        pair.kill(pair.agentServer());
        chat.script("{'text':'kept and answered'}");
        assertThat(chat.page().locator(".prompt.is-queued")).containsText("Not sent yet");
        assertThat(chat.page()
                        .locator("#agent-problem, #status[data-tone=danger]")
                        .filter(new Locator.FilterOptions().setVisible(true))
                        .first())
                .hasText(Pattern.compile(".*agent.*", Pattern.CASE_INSENSITIVE));
        pair.bringBack(pair.agentServer());
        assertThat(chat.answers().last())
                .hasText("kept and answered", new LocatorAssertions.HasTextOptions().setTimeout(RESTART_LIMIT_MILLIS));
        chat.awaitTurns(2);
        assertThat(chat.page().locator("#agent-problem")).isHidden();
        assertThat(chat.page().locator(".prompt.is-queued")).hasCount(0);
    }
}
