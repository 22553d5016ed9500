package dev.gatehouse.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The console: who may come in, and whose Claude is running. */
class AdministrationIT extends BrowserTest {

    private final String username = "max-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void theFirstPasswordIsShownOnceAndOnlyLeadsToChoosingAnother() {
        Visitor administrator = signedIn(Person.administrator(pair()));
        Page page = administrator.open("/admin/users");
        page.locator("#users\\:new").click();
        page.locator("#newUserDialog").getByLabel("User name").fill(username);
        page.locator("#create\\:create").click();
        Locator shown = page.locator("#oneTimePassword");
        assertThat(shown).hasText(Pattern.compile("\\S{12,}"));
        String oneTime = shown.textContent().strip();
        page.locator("#handed\\:noted").click();
        assertThat(page.locator("#oneTimeDialog")).isHidden();
        page.reload();
        assertThat(shown).isEmpty();

        Visitor max = visitor();
        max.signIn(new Person(pair(), username, username, oneTime));
        assertThat(max.page().locator("main")).containsText("Choose a password of your own.");
        max.open("/chat");
        max.choosePassword(oneTime, "a password of my own");
        assertThat(max.page().getByLabel("Message to Claude")).isVisible();
    }

    @Test
    void whoeverIsDisabledIsCutOffAtOnceAndComesBackWhenEnabled() {
        Person max = Person.create(pair(), username, username);
        Visitor atWork = signedIn(max);
        atWork.troubles().expectStatus(401, 403);
        ChatPage chat = atWork.chat().script("{'text':'hello'}").awaitTurns(1);

        Visitor administrator = signedIn(Person.administrator(pair()));
        Locator row = find(administrator);
        act(administrator, row, "Disable");
        assertThat(row).containsText("Disabled");
        assertThat(chat.page().locator("#status")).containsText("You are signed out");
        atWork.open("/chat");
        assertThat(atWork.page()).hasURL(Pattern.compile(".*/login.*"));
        atWork.submitSignIn(max.username(), max.password());
        assertThat(atWork.page().getByRole(AriaRole.ALERT)).containsText("do not belong together");

        button(row, "Enable").click();
        assertThat(row).containsText("Active");
        atWork.signIn(max);
    }

    @Test
    void theRoleOpensAndClosesTheConsole() {
        Person max = Person.create(pair(), username, username);
        Visitor him = signedIn(max);
        him.troubles().expectStatus(403);
        for (String path : new String[] {"/admin/users", "/admin/sessions", "/admin/users.xhtml"}) {
            him.open(path);
            assertThat(him.page().getByRole(AriaRole.HEADING)).hasText("You may not see this");
        }
        Visitor administrator = signedIn(Person.administrator(pair()));
        Locator row = find(administrator);
        role(administrator, row, "ADMINISTRATOR");
        assertThat(row.locator(".badge").first()).hasText("Administrator");
        him.open("/admin/users");
        assertThat(him.page().getByRole(AriaRole.HEADING)).hasText("Users");

        role(administrator, row, "USER");
        assertThat(row.locator(".badge").first()).hasText("User");
    }

    @Test
    void nobodyTakesTheLastAdministratorAway() {
        Visitor administrator = signedIn(Person.administrator(pair()));
        Page page = administrator.open("/admin/users");
        page.getByLabel("Search").fill("admin");
        Locator self = page.locator("#users\\:table tbody tr", new Page.LocatorOptions().setHasText("This is you"));
        assertThat(self).isVisible();
        assertThat(self.getByRole(AriaRole.BUTTON)).hasCount(0);
    }

    @Test
    void aSearchWithoutResultSaysSo() {
        Visitor administrator = signedIn(Person.administrator(pair()));
        Page page = administrator.open("/admin/users");
        page.getByLabel("Search").fill("no such person");
        assertThat(page.locator("#users\\:table")).containsText("Nobody has a name like this.");
    }

    @Test
    void aLiveSessionIsListedAndStopped() {
        Person max = Person.create(pair(), username, username);
        ChatPage chat =
                signedIn(max).chat().script("{'text':'on and on ','repeat':500,'deltaChars':5,'delayMillis':100}");
        assertThat(chat.answers()).containsText("on and on");

        Visitor administrator = signedIn(Person.administrator(pair()));
        Page page = administrator.open("/admin/sessions");
        Locator row = page.locator("#sessions\\:table tbody tr", new Page.LocatorOptions().setHasText(username));
        assertThat(row).isVisible();
        act(administrator, row, "Stop");
        assertThat(row).hasCount(0);
        assertThat(chat.page().locator(".composer-stop")).isHidden();
        assertThat(chat.page().locator("#items .spinner")).hasCount(0);
        chat.script("{'text':'awake again'}");
        assertThat(chat.answers().last()).hasText("awake again", ChatPage.textWithin());
    }

    private Locator find(Visitor administrator) {
        Page page = administrator.open("/admin/users");
        page.getByLabel("Search").fill(username);
        Locator rows = page.locator("#users\\:table tbody tr");
        assertThat(rows).hasCount(1);
        assertThat(rows).containsText(username);
        return rows;
    }

    /** Presses a button of a row and says yes. */
    private static void act(Visitor administrator, Locator row, String name) {
        button(row, name).click();
        administrator.page().locator(".ui-confirmdialog-yes:visible").click();
    }

    private static void role(Visitor administrator, Locator row, String role) {
        button(row, "Role and groups").click();
        Locator dialog = administrator.page().locator("#editUserDialog");
        dialog.getByLabel("Role").selectOption(role);
        dialog.getByText("Save").click();
        assertThat(dialog).isHidden();
    }

    private static Locator button(Locator row, String name) {
        return row.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }
}
