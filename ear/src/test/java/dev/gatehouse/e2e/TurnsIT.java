package dev.gatehouse.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What may become of a turn: stopped, waited for, refused in part, failed; and what a prompt may carry. */
class TurnsIT extends BrowserTest {

    private static final String ENDLESS = "{'text':'and so on ','repeat':500,'deltaChars':5,'delayMillis':100}";

    /** One pixel. */
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static Person marie;

    @BeforeAll
    static void inviteMarie() {
        marie = Person.create(RunningPair.shared(), "Marie Curie");
    }

    @Test
    void stopEndsTextThatStreams() {
        ChatPage chat = signedIn(marie).chat().script(ENDLESS);
        assertThat(chat.answers()).containsText("and so on");
        chat.stop().awaitTurns(1);
        assertThat(chat.turns()).containsText("Stopped");
        requireQuiet(chat);
        chat.script("{'text':'Here again.'}").awaitTurns(2);
        assertThat(chat.answers().last()).hasText("Here again.");
    }

    @Test
    void stopEndsACommandThatRuns() {
        ChatPage chat = signedIn(marie)
                .chat()
                .inMode("Ask")
                .script(
                        "{'tool':'Bash','input':{'command':'touch begun; tail -f begun','description':'Wait'}},{'text':'not reached'}")
                .awaitQuestion();
        chat.button("Allow once").click();
        assertThat(chat.tool("Bash")).hasAttribute("data-status", "running");
        chat.stop().awaitTurns(1);
        assertThat(chat.turns()).containsText("Stopped");
        assertThat(chat.tool("Bash")).not().hasAttribute("data-status", "running");
        requireQuiet(chat);
    }

    @Test
    void aPromptThatWaitsIsShownAndCanBeTakenBack() {
        ChatPage chat = signedIn(marie).chat().script(ENDLESS);
        assertThat(chat.answers()).containsText("and so on");
        chat.send("Something else meanwhile");
        Locator waiting = chat.page().locator(".item.prompt.is-queued");
        assertThat(waiting).containsText("Something else meanwhile");
        chat.button("Take back").click();
        assertThat(chat.page().locator(".item.prompt.is-cancelled")).containsText("Something else meanwhile");
        chat.stop().awaitTurns(1);
        requireQuiet(chat);
    }

    @Test
    void callsThatWereRefusedAreCountedAtTheEnd() {
        ChatPage chat = signedIn(marie)
                .chat()
                .inMode("Don't ask")
                .script("{'tool':'Bash','input':{'command':'touch refused.txt','description':'Try'}},{'text':'over'}")
                .awaitTurns(1);
        assertThat(chat.tool("Bash")).hasAttribute("data-status", "denied");
        assertThat(chat.page().locator(".turn-denials")).containsText("1 call was refused");
        assertThat(chat.turns()).containsText("Finished with refusals");
    }

    @Test
    void aFailedTurnSaysWhy() {
        ChatPage chat = signedIn(marie)
                .chat()
                .script("{'error':400,'message':'the service has lost its temper'}")
                .awaitTurns(1);
        assertThat(chat.page().locator(".turn .failure")).containsText("This turn failed");
        assertThat(chat.page().locator(".turn .failure")).containsText("the service has lost its temper");
        assertThat(chat.turns()).containsText("Failed");
    }

    @Test
    void aToolCardUnfoldsToInputAndResult() {
        ChatPage chat = signedIn(marie)
                .chat()
                .script(
                        "{'tool':'Bash','input':{'command':'echo from-the-tool','description':'Say it'}},{'text':'said'}")
                .awaitTurns(1);
        Locator card = chat.tool("Bash");
        assertThat(card.locator(".output")).isHidden();
        card.locator("summary").click();
        assertThat(card.locator(".output")).hasText("from-the-tool");
    }

    @Test
    void picturesAreAttachedByChoiceAndByPasting() {
        ChatPage chat = signedIn(marie).chat();
        FileChooser chooser = chat.page()
                .waitForFileChooser(() -> chat.page()
                        .locator("button[aria-label='Attach pictures']")
                        .click());
        chooser.setFiles(
                new FilePayload("chosen.png", "image/png", Base64.getDecoder().decode(PNG)));
        assertThat(chat.page().locator(".attachment img")).hasCount(1);
        paste(chat);
        assertThat(chat.page().locator(".attachment img")).hasCount(2);
        chat.script("{'text':'I was shown ${images}'}").awaitTurns(1);
        assertThat(chat.answers()).hasText(Pattern.compile("I was shown \\[image/png, image/png\\]"));
        assertThat(chat.page().locator(".item.prompt .pictures img")).hasCount(2);
        for (Locator picture : chat.page().locator(".item.prompt .pictures img").all()) {
            assertThat(picture).hasJSProperty("naturalWidth", 1);
            assertThat(picture).hasAttribute("alt", Pattern.compile("Picture, .+"));
        }
    }

    @Test
    void picturesOfWhatWasNeverSentOutliveThePage() {
        Visitor visitor = signedIn(marie);
        ChatPage chat = visitor.chat();
        paste(chat);
        chat.composer().fill("Look at this");
        assertThat(chat.page().locator(".attachment img")).hasCount(1);
        String conversation = chat.conversation(); // typing makes it, for a head start
        chat = visitor.inANewWindow().chat(conversation);
        assertThat(chat.composer()).hasValue("Look at this");
        assertThat(chat.page().locator(".attachment img")).hasCount(1);

        visitor.troubles().expectOutage();
        visitor.context().route("**/commands", Route::abort);
        chat.script("{'text':'I was shown ${images}'}");
        assertThat(chat.page().locator(".prompt.is-queued")).containsText("Not sent yet");
        assertThat(chat.page().locator(".attachment img")).hasCount(0);
        visitor.context().unroute("**/commands");
        chat = visitor.inANewWindow().chat(conversation);
        chat.awaitTurns(1);
        assertThat(chat.answers()).hasText("I was shown [image/png]");
        assertThat(chat.page().locator(".attachment img")).hasCount(0);
    }

    private static void paste(ChatPage chat) {
        chat.composer().evaluate("""
                (field, png) => {
                  const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
                  const clipboardData = new DataTransfer();
                  clipboardData.items.add(new File([bytes], 'pasted.png', { type: 'image/png' }));
                  field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
                }""", PNG);
    }

    private static void requireQuiet(ChatPage chat) {
        assertThat(chat.page().locator("#items .spinner")).hasCount(0);
        assertThat(chat.page().locator(".composer-stop")).isHidden();
    }
}
