package dev.gatehouse.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SignInIT extends BrowserTest {

    private static final int ATTEMPTS_UNTIL_SLOWED_DOWN = 6;

    private static Person linus;

    @BeforeAll
    static void inviteLinus() {
        linus = Person.create(RunningPair.shared(), "Linus Pauling");
    }

    @Test
    void aWrongPasswordIsToldWithoutSayingWhetherTheNameExists() {
        Visitor visitor = visitor();
        for (String name : new String[] {linus.username(), "nobody.at.all"}) {
            visitor.open("/login");
            visitor.submitSignIn(name, "not the password");
            assertThat(visitor.page().getByRole(AriaRole.ALERT))
                    .hasText(Pattern.compile("This user name and password do not belong together.*"));
            assertThat(visitor.page().getByLabel("User name")).hasValue(name);
            assertThat(visitor.page().getByLabel("Password")).isFocused();
        }
    }

    @Test
    void guessingIsSlowedDown() {
        Visitor visitor = visitor();
        visitor.troubles().expectStatus(429);
        visitor.open("/login");
        for (int attempt = 1; attempt <= ATTEMPTS_UNTIL_SLOWED_DOWN; attempt++) {
            visitor.submitSignIn("somebody.elses.name", "guess " + attempt);
            assertThat(visitor.page().getByRole(AriaRole.ALERT)).isVisible();
        }
        assertThat(visitor.page().getByRole(AriaRole.ALERT)).containsText("Too many attempts. Try again in");
    }

    @Test
    void thePageAskedForComesAfterSigningIn() {
        Visitor visitor = visitor();
        visitor.open("/claude-md");
        assertThat(visitor.page()).hasURL(Pattern.compile(".*/login.*"));
        visitor.submitSignIn(linus.username(), linus.password());
        assertThat(visitor.page()).hasURL(Pattern.compile(".*/claude-md"));
        assertThat(visitor.page().getByRole(AriaRole.HEADING)).hasText("My CLAUDE.md");
    }

    @Test
    void signingOutEndsIt() {
        Visitor visitor = signedIn(linus);
        visitor.troubles().expectStatus(401); // of a question the page asked while it was being left
        Page page = visitor.page();
        page.locator(".user-menu summary").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
        assertThat(page).hasURL(Pattern.compile(".*/login.*"));
        visitor.open("/chat");
        assertThat(page).hasURL(Pattern.compile(".*/login.*"));
    }

    @Test
    void byKeyboardAlone() {
        Page page = visitor().page();
        page.navigate(pair().web("/login").toString());
        assertThat(page.getByLabel("User name")).isFocused();
        page.keyboard().type(linus.username());
        page.keyboard().press("Tab");
        page.keyboard().type(linus.password());
        page.keyboard().press("Tab");
        assertThat(page.getByLabel("Keep me signed in on this device")).isFocused();
        page.keyboard().press("Space");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*/chat"));
        assertThat(page.getByLabel("Message to Claude")).isFocused();
    }

    @Test
    void whoeverIsSignedInIsNotAskedAgain() {
        Visitor visitor = signedIn(linus);
        visitor.open("/login");
        assertThat(visitor.page()).hasURL(Pattern.compile(".*/chat"));
    }
}
