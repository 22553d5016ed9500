package dev.gatehouse.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Try it and Conformance: the real Claude Code is asked, and the page says it in plain words. */
class TryItPagesIT extends BrowserTest {

    private static final double ONE_CALL = Duration.ofSeconds(60).toMillis();
    private static final double WHOLE_TABLE = Duration.ofMinutes(6).toMillis();

    @Test
    void aCallIsTriedSavedAsACaseAndTheCaseIsRun() {
        Visitor administrator = signedIn(Person.administrator(pair()));
        Page page = administrator.open("/admin/try-it");
        page.getByLabel("Person").fill("admin");
        page.locator("#try\\:mode").selectOption("DEFAULT");
        page.locator("#try\\:text").fill("curl -s https://example.com/");
        page.locator("#try\\:run").click();
        Locator verdict = page.locator(".verdict");
        assertThat(verdict).containsText("A person is asked first.", within(ONE_CALL));

        String name = "asked before the net " + UUID.randomUUID();
        page.locator("#result\\:caseName").fill(name);
        page.locator("#result\\:save").click();
        Locator row = page.locator("#cases\\:table tbody tr", new Page.LocatorOptions().setHasText(name));
        assertThat(row).containsText("not run");
        page.locator("#cases\\:runAll").click();
        assertThat(row).containsText("passes", within(ONE_CALL));

        row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Remove"))
                .click();
        page.locator(".ui-confirmdialog-yes:visible").click();
        assertThat(row).hasCount(0);
    }

    @Test
    void whatIsMissingIsSaidInWords() {
        Visitor administrator = signedIn(Person.administrator(pair()));
        Page page = administrator.open("/admin/try-it");
        page.locator("#try\\:run").click();
        assertThat(page.locator("#try\\:messages")).containsText("Choose a person");
    }

    @Test
    void theTableIsMeasuredOnTheInstalledVersionAndFitsOnAPhone() {
        Visitor administrator = signedIn(Person.administrator(pair()));
        Page page = administrator.open("/admin/conformance");
        page.locator("#conformance\\:measure").click();
        assertThat(page.locator(".facts")).containsText("No difference.", within(WHOLE_TABLE));
        Locator curl = page.locator("table.matrix tr", new Page.LocatorOptions().setHasText("curl"));
        assertThat(curl.locator("td").first()).hasText("asks");
        assertThat(curl.locator("td").last()).hasText("runs");

        for (String path : new String[] {"/admin/conformance", "/admin/try-it"}) {
            Visitor onPhone = signedIn(Person.administrator(pair()), 390, ColorScheme.DARK);
            Page small = onPhone.open(path);
            assertEquals(
                    390,
                    ((Number) small.evaluate("document.documentElement.scrollWidth")).intValue(),
                    path + " is wider than the phone");
        }
    }

    private static LocatorAssertions.ContainsTextOptions within(double millis) {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(millis);
    }
}
