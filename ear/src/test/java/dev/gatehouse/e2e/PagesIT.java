package dev.gatehouse.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What every page owes to everyone: a name for each control, no sideways scrolling, the word that no Claude answers.
 */
class PagesIT extends BrowserTest {

    private static final List<String> PAGES =
            List.of("/chat", "/claude-md", "/account", "/admin/users", "/admin/sessions");

    /** Visible controls without a name, pictures without alternative text. */
    private static final String NAMELESS = """
            () => {
              const named = (element) => [
                element.getAttribute('aria-label'), element.title, element.textContent, element.value, element.placeholder,
                ...[...(element.labels ?? [])].map((label) => label.textContent),
                ...(element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent),
              ].some((text) => text?.trim());
              const controls = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')];
              const pictures = [...document.querySelectorAll('img:not([alt])')];
              return [...controls.filter((control) => control.checkVisibility() && !named(control)), ...pictures]
                  .map((element) => element.outerHTML.slice(0, 200));
            }""";

    @Test
    void everyControlHasANameAndEveryPageSaysThatAScriptAnswers() {
        Visitor visitor = visitor();
        visitor.open("/login");
        requireNamesAndBadge(visitor);
        visitor.signIn(Person.administrator(pair()));
        for (String path : PAGES) {
            visitor.open(path);
            requireNamesAndBadge(visitor);
            assertThat(visitor.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .hasCount(1);
        }
    }

    private static void requireNamesAndBadge(Visitor visitor) {
        assertThat(visitor.page().locator(".badge-scripted")).containsText("not Claude");
        assertThat(visitor.page()).hasTitle(Pattern.compile(".+ · Gatehouse"));
        assertEquals(
                List.of(), visitor.page().evaluate(NAMELESS), visitor.page().url());
    }

    @Test
    void nothingIsWiderThanAPhone() {
        Visitor visitor = visitor(Visitor.PHONE, ColorScheme.LIGHT);
        visitor.open("/login");
        visitor.requireNoSidewaysScrolling();
        visitor.signIn(Person.administrator(pair()));
        for (String path : PAGES) {
            visitor.open(path);
            visitor.requireNoSidewaysScrolling();
        }
    }

    @Test
    void theListOfConversationsIsADrawerOnAPhone() {
        Visitor visitor = signedIn(Person.administrator(pair()), Visitor.PHONE, ColorScheme.DARK);
        ChatPage chat = visitor.chat();
        Page page = chat.page();
        assertThat(page.locator("#conversations")).not().isInViewport();
        page.locator("[data-drawer-toggle]").click();
        assertThat(page.locator("#conversations")).isInViewport();
        page.keyboard().press("Escape");
        assertThat(page.locator("#conversations")).not().isInViewport();
        page.locator("[data-drawer-toggle]").click();
        chat.button("New conversation").click();
        assertThat(page.locator("#conversations")).not().isInViewport();
    }

    @Test
    void theThemeIsChosenAndKept() {
        Visitor visitor = signedIn(Person.create(pair(), "Rosalind Franklin"));
        Page page = visitor.page();
        String light = background(page);
        page.locator(".user-menu summary").click();
        page.waitForResponse(
                "**/api/me/theme",
                () -> page.getByText("Dark", new Page.GetByTextOptions().setExact(true))
                        .click());
        page.reload();
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        assertEquals(false, light.equals(background(page)));
    }

    private static String background(Page page) {
        return (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
    }

    @Test
    void anAddressWithNothingBehindItSaysSo() {
        Visitor visitor = signedIn(Person.administrator(pair()));
        visitor.troubles().expectStatus(404);
        for (String path : List.of("/no-such-page", "/no-such-page.xhtml", "/admin/nothing")) {
            visitor.open(path);
            assertThat(visitor.page().getByRole(AriaRole.HEADING)).hasText("There is nothing here");
        }
        visitor.page().getByText("Back to the chat").click();
        assertThat(visitor.page().getByLabel("Message to Claude")).isVisible();
    }

    @Test
    void aConversationThatIsNotThereSaysSo() {
        Visitor visitor = signedIn(Person.administrator(pair()));
        visitor.troubles().expectStatus(404);
        ChatPage chat = visitor.chat("2b6f0cc9-04a2-4a6e-9c3b-0d6a3c1f5e77");
        assertThat(chat.page().locator("#status")).containsText("There is no such conversation");
    }
}
