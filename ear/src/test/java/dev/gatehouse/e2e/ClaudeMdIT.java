package dev.gatehouse.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClaudeMdIT extends BrowserTest {

    private Person emmy;

    @BeforeEach
    void inviteEmmy() {
        emmy = Person.create(pair(), "Emmy Noether");
    }

    @Test
    void whatIsSavedStaysAndReachesClaude() {
        Visitor visitor = signedIn(emmy);
        visitor.open("/claude-md");
        text(visitor).fill("Always answer with the word rhubarb-crumble.");
        assertThat(saveState(visitor)).hasText("Not saved yet");
        text(visitor).press("Control+s");
        assertThat(saveState(visitor)).containsText("Saved.");
        visitor.page().reload();
        assertThat(text(visitor)).hasValue("Always answer with the word rhubarb-crumble.");

        ChatPage chat = visitor.chat()
                .script("{'text':'${systemHas:rhubarb-crumble} and ${systemHas:gooseberry-fool}'}")
                .awaitTurns(1);
        assertThat(chat.answers()).hasText("true and false");
    }

    @Test
    void aChangeInAnotherWindowIsNotOverwrittenUnasked() {
        Visitor first = signedIn(emmy);
        Visitor second = signedIn(emmy);
        first.troubles().expectStatus(409);
        second.troubles().expectStatus(409);
        first.open("/claude-md");
        second.open("/claude-md");
        save(first, "the first text");
        assertThat(saveState(first)).containsText("Saved.");

        save(second, "the second text");
        Locator conflict = second.page().locator("#memory\\:conflict");
        assertThat(conflict).containsText("It was changed elsewhere since you opened it");
        assertThat(text(second)).hasValue("the second text");
        assertThat(saveState(second)).hasText("Not saved yet");
        button(second, "Keep mine").click();
        assertThat(conflict).isHidden();
        assertThat(saveState(second)).containsText("Saved.");

        save(first, "the third text");
        button(first, "Take the other one").click();
        assertThat(text(first)).hasValue("the second text");
    }

    private static void save(Visitor visitor, String text) {
        text(visitor).fill(text);
        button(visitor, "Save").click();
    }

    private static Locator text(Visitor visitor) {
        return visitor.page().getByLabel("Instructions (Markdown)");
    }

    private static Locator saveState(Visitor visitor) {
        return visitor.page().locator("#memory\\:state");
    }

    private static Locator button(Visitor visitor, String name) {
        return visitor.page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
