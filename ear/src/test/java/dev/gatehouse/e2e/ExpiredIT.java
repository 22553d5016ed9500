package dev.gatehouse.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pages that stayed open longer than what the server knew of them. */
class ExpiredIT extends BrowserTest {

    private static Person hedy;

    @BeforeAll
    static void inviteHedy() {
        hedy = Person.create(RunningPair.shared(), "Hedy Lamarr");
    }

    @Test
    void aFormWhoseViewIsGoneSaysSoAndLeadsBackToItsPage() {
        Visitor administrator = signedIn(Person.administrator(pair()));
        Page page = administrator.open("/admin/users");
        page.locator("#users\\:new").click();
        page.locator("#newUserDialog").getByLabel("User name").fill("never-made");
        loseTheSession(administrator);
        page.locator("#create\\:create").click();
        assertThat(page.getByRole(AriaRole.HEADING)).hasText("This page has been open too long");
        administrator.requireNoSidewaysScrolling();
        administrator.screenshot("error-expired");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Load the page again"))
                .click();
        assertThat(page).hasURL(Pattern.compile(".*/admin/users(\\.xhtml)?"));
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Users")))
                .isVisible();
        assertThat(page.locator("#users\\:table")).not().containsText("never-made");
    }

    @Test
    void theChatDoesNotNoticeThatItsViewIsGone() {
        Visitor visitor = signedIn(hedy);
        visitor.troubles().expectStatus(403);
        ChatPage chat = visitor.chat();
        chat.composer().fill("half a thought");
        loseTheSession(visitor);
        chat.script("{'text':'heard all the same'}").awaitTurns(1);
        assertThat(chat.answers()).hasText("heard all the same");
        assertThat(chat.page().locator("#status")).not().containsText("signed out");
    }

    @Test
    void whatWasTypedOutlivesTheSignInThatWasEndedElsewhere() {
        Visitor visitor = signedIn(hedy);
        visitor.troubles().expectStatus(401);
        ChatPage chat = visitor.chat().script("{'text':'first'}").awaitTurns(1);
        String conversation = chat.conversation();
        endTheSignInElsewhere();
        chat.script("{'text':'kept and answered'}");
        assertThat(chat.page().locator(".prompt.is-queued")).containsText("kept and answered");
        chat.composer().fill("and half a thought");
        Locator status = chat.page().locator("#status");
        assertThat(status).containsText("You are signed out. What you wrote is kept.");
        visitor.requireNoSidewaysScrolling();
        visitor.screenshot("chat-signed-out");

        status.getByText("Sign in").click();
        assertThat(chat.page()).hasURL(Pattern.compile(".*/login.*"));
        visitor.submitSignIn(hedy.username(), hedy.password());
        assertThat(chat.page()).hasURL(Pattern.compile(".*[?]c=" + conversation));
        chat.awaitTurns(2);
        assertThat(chat.answers().last()).hasText("kept and answered");
        assertThat(chat.composer()).hasValue("and half a thought");
    }

    @Test
    void aPressedButtonOfAPageWhoseSignInWasEndedLeadsToTheSignInPageAndBack() {
        Visitor visitor = signedIn(hedy);
        Page page = visitor.open("/account");
        page.getByLabel("Present password").fill("whatever");
        endTheSignInElsewhere();
        page.locator("#password\\:change").click();
        assertThat(page).hasURL(Pattern.compile(".*/login.*"));
        visitor.submitSignIn(hedy.username(), hedy.password());
        assertThat(page).not().hasURL(Pattern.compile(".*/login.*"));
    }

    @Test
    void theSignInPageNeverExpires() {
        Visitor visitor = visitor();
        visitor.open("/login");
        visitor.context().clearCookies();
        visitor.submitSignIn(hedy.username(), hedy.password());
        assertThat(visitor.page()).hasURL(Pattern.compile(".*/chat"));
    }

    /** As after some hours, or after a restart of the server: the browser is known, its views are not. */
    private static void loseTheSession(Visitor visitor) {
        int before = visitor.context().cookies().size();
        visitor.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName("JSESSIONID"));
        assertEquals(before - 1, visitor.context().cookies().size());
    }

    private static void endTheSignInElsewhere() {
        try (PortalClient elsewhere = PortalClient.signedIn(hedy.pair(), hedy.username(), hedy.password())) {
            FacesForm form = FacesForm.of(elsewhere.get("/account").body(), "devices");
            String pressed = form.pressedPartially("signOutOthers", "password:messages");
            assertEquals(200, elsewhere.form("/account", pressed, true).statusCode());
        }
    }
}
