package dev.gatehouse.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * An account at the portal of one pair.
 *
 * @param name shown in the portal
 */
record Person(RunningPair pair, String username, String name, String password) {

    static Person administrator(RunningPair pair) {
        return new Person(pair, "admin", "Administrator", pair.adminPassword());
    }

    /**
     * Made by the administrator, signed in once, with a password of the person's own; the user name is nobody else's.
     */
    static Person create(RunningPair pair, String name) {
        String suffix = UUID.randomUUID().toString().substring(0, 6);
        return create(pair, name.toLowerCase(Locale.ROOT).replace(' ', '.') + "-" + suffix, name);
    }

    static Person create(RunningPair pair, String username, String name) {
        Person invited = new Person(pair, username, name, invite(pair, username, name));
        try (Visitor visitor = Visitor.desktop(pair)) {
            visitor.signIn(invited);
            String chosen = UUID.randomUUID().toString();
            visitor.choosePassword(invited.password(), chosen);
            return new Person(pair, username, name, chosen);
        }
    }

    /** @return the password that works once */
    static String invite(RunningPair pair, String username, String name) {
        try (Visitor administrator = Visitor.desktop(pair)) {
            administrator.signIn(Person.administrator(pair));
            Page page = administrator.open("/admin/users");
            page.locator("#users\\:new").click();
            Locator dialog = page.locator("#newUserDialog");
            page.waitForLoadState(LoadState.NETWORKIDLE); // opening it draws the form anew, without what was typed
            dialog.getByLabel("User name").fill(username);
            dialog.getByLabel("Name", new Locator.GetByLabelOptions().setExact(true))
                    .fill(name);
            page.locator("#create\\:create").click();
            assertThat(page.locator("#oneTimePassword")).hasText(Pattern.compile("\\S{8,}"));
            return page.locator("#oneTimePassword").textContent().strip();
        }
    }
}
