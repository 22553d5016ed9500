package dev.gatehouse.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Talking: text that streams in, is drawn, does no harm, and is found again. */
class ConversationIT extends BrowserTest {

    /** About six seconds of text. */
    private static final String PACED = "{'text':'word after word ','repeat':30,'deltaChars':6,'delayMillis':80}";

    private static final int PACED_LENGTH = "word after word".length() * 30 + 29;

    private static Person grace;

    @BeforeAll
    static void inviteGrace() {
        grace = Person.create(RunningPair.shared(), "Grace Murray");
    }

    @Test
    void textStreamsIn() {
        ChatPage chat = signedIn(grace).chat().script(PACED);
        awaitGrowth(chat);
        assertThat(chat.turns()).hasCount(0);
        chat.awaitTurns(1);
        requireWhole(chat);
    }

    @Test
    void aReloadInTheMiddleLosesNothing() {
        ChatPage chat = signedIn(grace).chat().script(PACED);
        awaitGrowth(chat);
        chat.page().reload();
        awaitGrowth(chat);
        assertThat(chat.turns()).hasCount(0);
        chat.awaitTurns(1);
        requireWhole(chat);
    }

    @Test
    void aLostNetworkIsToldAndNothingIsMissingAfterwards() {
        try (Line line = Line.to(pair())) {
            ChatPage chat = signedIn(grace, line).chat().script(PACED);
            awaitGrowth(chat);
            line.cut();
            assertThat(chat.page().locator("#status")).containsText("Not connected");
            line.mend();
            chat.awaitTurns(1);
            requireWhole(chat);
            assertThat(chat.page().locator("#status")).not().containsText("Not connected");
        }
    }

    @Test
    void theSecondBrowserSeesTheSame() {
        ChatPage desk = signedIn(grace).chat().script(PACED);
        awaitGrowth(desk);
        ChatPage sofa = signedIn(grace).chat(desk.conversation());
        awaitGrowth(sofa);
        desk.awaitTurns(1);
        sofa.awaitTurns(1);
        requireWhole(desk);
        requireWhole(sofa);
    }

    @Test
    void markdownIsDrawnAndCodeHasColours() {
        ChatPage chat = signedIn(grace)
                .chat()
                .script(
                        "{'text':'# Heading\\n\\n**bold** and `code`\\n\\n```java\\nreturn 1;\\n```\\n\\n|a|b|\\n|-|-|\\n|1|2|\\n'}")
                .awaitTurns(1);
        Locator answer = chat.answers();
        assertThat(answer.locator("h1")).hasText("Heading");
        assertThat(answer.locator("strong")).hasText("bold");
        assertThat(answer.locator(".code .hljs-keyword")).hasText("return");
        assertThat(answer.locator("td")).hasText(new String[] {"1", "2"});
    }

    @Test
    void markupFromTheModelDoesNothing() {
        ChatPage chat = signedIn(grace).chat().script("""
                        {'text':'<img src=x onerror=window.hacked=1>\\n\\n<script>window.hacked=2</script>\\n\\n<svg onload=window.hacked=3></svg>\\n\\n[a link](javascript:window.hacked=4)\\n\\n<iframe src=/chat></iframe>\\n\\n<a href=javascript:window.hacked=5>another</a>\\n\\n![picture](http://127.0.0.1:9/pixel.png)\\n\\nThe end'}""").awaitTurns(1);
        assertThat(chat.answers()).containsText("The end");
        assertThat(chat.answers().locator("img, script, svg, iframe, [onerror], [onload]"))
                .hasCount(0);
        assertThat(chat.answers().locator("[href^='javascript:']")).hasCount(0);
        assertEquals("undefined", chat.page().evaluate("typeof window.hacked"));
    }

    @Test
    void aConversationIsNamedRenamedFoundDeletedAndBroughtBack() {
        Person somebody = Person.create(pair(), "Niels Bohr");
        ChatPage chat = signedIn(somebody).chat();
        assertThat(chat.page().locator("#conversations")).containsText("No conversations yet");
        chat.send("Hello there, what is this?").awaitTurnOrQuestion();
        Locator title = chat.conversations().locator(".conv-title");
        assertThat(title).not().hasText("New conversation");

        chat.conversations().locator(".conv-open").press("F2");
        chat.page().getByLabel("New title").fill("Invoices of May");
        chat.page().getByLabel("New title").press("Enter");
        assertThat(title).hasText("Invoices of May");

        Locator search = chat.page().getByLabel("Search conversations");
        search.fill("nothing like it");
        assertThat(chat.page().locator("#conversations")).containsText("No conversation has this in its title.");
        search.fill("invoices");
        assertThat(title).hasText("Invoices of May");

        chat.conversations().hover();
        chat.conversations().locator(".conv-menu summary").click();
        chat.conversations().getByText("Delete").click();
        assertThat(chat.conversations()).hasCount(0);
        assertThat(chat.page().locator("#welcome")).isVisible();
        chat.button("Undo").click();
        assertThat(title).hasText("Invoices of May");
        assertThat(chat.answers().first()).containsText("Welcome to Gatehouse");
        chat.stopIfWorking();
    }

    @Test
    void keysOfThePage() {
        ChatPage chat = signedIn(grace).chat();
        chat.composer().fill("first line");
        chat.composer().press("Shift+Enter");
        chat.page().keyboard().type("second line");
        assertThat(chat.composer()).hasValue("first line\nsecond line");
        chat.composer().fill("");

        chat.script("{'text':'one moment ','repeat':200,'deltaChars':4,'delayMillis':100}");
        awaitGrowth(chat);
        chat.composer().press("Escape");
        chat.awaitTurns(1);
        assertThat(chat.turns()).containsText("Stopped");

        chat.page().locator("#transcript").focus();
        chat.page().keyboard().press("?");
        Locator help =
                chat.page().getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Keyboard shortcuts"));
        assertThat(help).isVisible();
        chat.page().keyboard().press("Escape");
        assertThat(help).isHidden();
        chat.page().keyboard().press("/");
        assertThat(chat.composer()).isFocused();
        chat.page().keyboard().press("Control+k");
        assertThat(chat.page().getByLabel("Search conversations")).isFocused();
        chat.page().keyboard().press("Control+Shift+o");
        assertThat(chat.page().locator("#welcome")).isVisible();
        assertThat(chat.composer()).isFocused();
    }

    /** A few words, and then some more. */
    private static void awaitGrowth(ChatPage chat) {
        assertThat(chat.answers()).hasText(Pattern.compile(".{20,}", Pattern.DOTALL), ChatPage.textWithin());
        int length = chat.answers().textContent().strip().length();
        assertThat(chat.answers()).hasText(Pattern.compile(".{" + (length + 6) + ",}", Pattern.DOTALL));
    }

    private static void requireWhole(ChatPage chat) {
        assertThat(chat.answers()).hasCount(1);
        assertEquals(PACED_LENGTH, chat.answers().textContent().strip().length());
    }
}
