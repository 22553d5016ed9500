package dev.gatehouse.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Work that goes on beside the conversation: subagents and commands in the background. */
class DelegatedWorkIT extends BrowserTest {

    private static final String SUBAGENT = """
            {'text':'I send a helper.','tool':'Task','input':{'description':'Look around','subagent_type':'general-purpose',
             'prompt':'SCRIPT:[{"text":"I look.","tool":"Bash","input":{"command":"echo seen by the helper | tee seen.txt","description":"Look"}},{"text":"Looked."}]'}},
            {'text':'The helper is on its way.'}""";

    private static Person emmy;

    @BeforeAll
    static void inviteEmmy() {
        emmy = Person.create(RunningPair.shared(), "Emmy Noether");
    }

    @Test
    void theCallsOfASubagentAreNestedUnderIts() {
        ChatPage chat = signedIn(emmy).chat().inMode("Ask");
        chat.send("SCRIPT:[" + quoted(SUBAGENT) + "]");
        Locator helper = chat.page().locator("#items > .item.tool").first();
        Locator nested = helper.locator(":scope > .tool-children");
        assertThat(nested.locator(".item.tool .tool-name")).hasText("Bash", ChatPage.textWithin());
        assertThat(chat.question()).containsText("A subagent of Claude wants to", containsWithin());
        chat.button("Allow once").click();
        assertThat(nested.locator(".item.tool")).hasAttribute("data-status", "done");
        nested.locator(".item.tool summary").first().click();
        assertThat(nested.locator(".output")).hasText("seen by the helper");
        assertThat(nested).containsText("Looked.");
        // its news begin a turn nobody asked for
        chat.awaitTurns(2);
        assertThat(chat.page().locator("#items > .item.tool")).hasCount(1);
        chat.visitor().screenshot("chat-subagent");
    }

    @Test
    void aCommandInTheBackgroundIsListedAndStopped() {
        ChatPage chat = signedIn(emmy)
                .chat()
                .inMode("Ask")
                .script(
                        "{'tool':'Bash','input':{'command':'touch begun; tail -f begun','description':'Watch the file','run_in_background':true}},{'text':'It runs.'}")
                .awaitQuestion();
        chat.button("Allow once").click();
        Locator tasks = chat.page().locator(".composer-pickers summary[title='Background tasks']");
        assertThat(tasks).hasText("1 task", ChatPage.textWithin());
        tasks.click();
        assertThat(chat.page().locator(".endable")).containsText("Watch the file");
        chat.visitor().screenshot("chat-background-task");
        chat.page().locator(".endable").getByText("Stop").click();
        assertThat(tasks).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(ChatPage.TURN_LIMIT_MILLIS));
        assertThat(chat.page().locator("#items .spinner")).hasCount(0);
        assertThat(chat.page().locator(".composer-stop"))
                .isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(ChatPage.TURN_LIMIT_MILLIS));
        chat.script("{'text':'And on we go.'}");
        assertThat(chat.answers().last()).hasText("And on we go.", ChatPage.textWithin());
    }

    /** The script in the script keeps its own quotation marks. */
    private static String quoted(String steps) {
        return steps.replace("\"", "\\\"").replace('\'', '"').replace("\n", " ");
    }

    private static LocatorAssertions.ContainsTextOptions containsWithin() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(ChatPage.TURN_LIMIT_MILLIS);
    }
}
