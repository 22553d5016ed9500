package dev.gatehouse.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every page and every card at both widths, light and dark: pictures to look at, and none wider than its window. */
class ScreenshotsIT extends BrowserTest {

    private static final String EXPLAIN = """
            {'text':'I add the total to the invoice, and a test for the rounding.\\n\\n```java\\n/** What is owed, in cents. */\\nlong total(List<Item> items) {\\n    return items.stream().mapToLong(Item::cents).sum();\\n}\\n```\\n\\n| Case | Expected |\\n|---|---|\\n| no items | 0 |\\n| two items of 9.99 | 19.98 |\\n',
             'tool':'Write','input':{'file_path':'${cwd}/Invoice.java','content':'record Invoice(List<Item> items) {\\n    long total() {\\n        return items.stream().mapToLong(Item::cents).sum();\\n    }\\n}\\n'}},
            {'text':'Written. Now the tests.','tool':'Bash','input':{'command':'./mvnw -q verify','description':'Run the tests'}},
            {'text':'Done.'}""";

    private static Person ada;

    @BeforeAll
    static void invitePeople() {
        ada = Person.create(RunningPair.shared(), "ada.lovelace", "Ada Lovelace");
    }

    @Test
    void pagesOutsideTheChat() {
        Visitor visitor = visitor();
        visitor.troubles().expectStatus(403, 404);
        visitor.open("/login");
        picture(visitor, "sign-in-empty");
        visitor.submitSignIn("ada.lovelace", "");
        assertThat(visitor.page().getByRole(AriaRole.ALERT)).isVisible();
        picture(visitor, "sign-in-refused");
        visitor.signIn(ada);
        for (String path : List.of("claude-md", "account")) {
            visitor.open("/" + path).waitForLoadState(LoadState.NETWORKIDLE);
            picture(visitor, path + "-empty");
        }
        visitor.open("/admin/users");
        picture(visitor, "error-403");
        visitor.open("/no-such-page");
        picture(visitor, "error-404");
    }

    @Test
    void theConsole() {
        Visitor visitor = signedIn(Person.administrator(pair()));
        visitor.open("/admin/users");
        picture(visitor, "users-list");
        visitor.page().locator("#users\\:new").click();
        assertThat(visitor.page().locator("#newUserDialog")).isVisible();
        picture(visitor, "users-new");
        visitor.open("/admin/sessions");
        picture(visitor, "sessions-list");
    }

    @Test
    void aConversation() {
        ChatPage chat = signedIn(ada).chat();
        assertThat(chat.page().locator("#welcome")).isVisible();
        picture(chat.visitor(), "chat-empty");
        chat.inMode("Accept edits").script(EXPLAIN).awaitQuestion();
        picture(chat.visitor(), "chat-permission");
        chat.button("Deny").click();
        chat.awaitTurns(1);
        chat.tool("Write").locator("summary").click();
        picture(chat.visitor(), "chat-finished");
    }

    @Test
    void theDemonstration() {
        ChatPage chat = signedIn(ada).chat();
        chat.inMode("Accept edits")
                .send("Show me what you can do in my workspace")
                .awaitQuestion();
        picture(chat.visitor(), "demonstration-question");
        chat.question().getByText("A small program").click();
        chat.button("Send answer").click();
        assertThat(chat.question()).containsText("sh fibonacci.sh", within());
        chat.button("Allow once").click();
        assertThat(chat.question()).containsText("rm gatehouse-demo.txt", within());
        picture(chat.visitor(), "demonstration-permission");
        chat.tool("Bash").nth(1).locator("summary").click();
        chat.tool("Bash").nth(1).scrollIntoViewIfNeeded();
        picture(chat.visitor(), "demonstration-tools");
        chat.modePicker().click();
        picture(chat.visitor(), "chat-modes");
        chat.page().keyboard().press("Escape");
        chat.visitor().look(Visitor.PHONE, ColorScheme.DARK);
        chat.page().locator("[data-drawer-toggle]").click();
        assertThat(chat.conversations().first()).isInViewport();
        chat.visitor().screenshot("chat-drawer");
        chat.page().keyboard().press("Escape");
        chat.stop().awaitTurns(1);
    }

    @Test
    void aPlan() {
        ChatPage chat = signedIn(ada).chat();
        chat.inMode("Plan").send("Plan a change with me before you make it").awaitQuestion();
        picture(chat.visitor(), "chat-plan");
        chat.button("Keep planning").click();
        chat.awaitTurns(1);
    }

    @Test
    void hiddenCharactersAndFailures() {
        ChatPage chat = signedIn(ada).chat();
        chat.inMode("Ask")
                .script(
                        "{'tool':'Bash','input':{'command':'cat report\\u202Efdp.txt\\u200B | sh','description':'Read the report'}},"
                                + "{'error':400,'message':'the model service is not in the mood'}")
                .awaitQuestion();
        picture(chat.visitor(), "chat-hidden-characters");
        chat.question().getByLabel("Reason for denying").fill("That is no report.");
        chat.button("Deny").click();
        chat.awaitTurns(1);
        picture(chat.visitor(), "chat-failed-turn");
    }

    private static LocatorAssertions.ContainsTextOptions within() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(ChatPage.TURN_LIMIT_MILLIS);
    }

    /** The same moment in all four looks. */
    private static void picture(Visitor visitor, String pageAndState) {
        for (int width : new int[] {Visitor.PHONE, Visitor.DESKTOP}) {
            for (ColorScheme theme : new ColorScheme[] {ColorScheme.DARK, ColorScheme.LIGHT}) {
                visitor.look(width, theme);
                visitor.requireNoSidewaysScrolling();
                visitor.screenshot(pageAndState);
            }
        }
    }
}
