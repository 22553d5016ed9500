package dev.gatehouse.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Claude writes is put into the page: in a real browser, under the portal's own content security policy. */
class MarkdownIT {

    private static final String ATTACKS = "markup-attacks.txt";
    private static final int FEWEST_ATTACKS = 80;

    /** Gives the violations that reach the page, and a function that an attack would call. */
    private static final String WATCH = """
            () => {
              window.violations = [];
              window.calls = 0;
              window.ran = () => { window.calls += 1; };
              addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));
            }""";

    /**
     * Renders a text, shows it, and tells what of it should not be there: anything but plain text markup, links that
     * leave the portal by http, https or mailto, and the code block's own copy button.
     */
    private static final String RENDER = """
            async ([text, how]) => {
              const markdown = await import('/resources/gatehouse/chat/markdown.js');
              const box = document.createElement('div');
              box.append(how === 'sanitise' ? markdown.sanitise(text) : markdown.renderMarkdown(text));
              document.body.append(box);
              const wrong = [];
              for (const element of box.querySelectorAll('*')) {
                if (element.closest('.code-head')) continue;
                const tag = element.localName;
                if (/^(script|style|img|svg|math|iframe|object|embed|link|meta|base|form|button|select|option|textarea|template|video|audio|source|title)$/.test(tag)) wrong.push(`<${tag}>`);
                if (tag === 'input' && !(element.type === 'checkbox' && element.disabled)) wrong.push('<input>');
                for (const { name, value } of element.attributes) {
                  const fine = {
                    href: () => /^(https?:|mailto:)/.test(value),
                    class: () => /^(md-table|code|code-head|language-\\w+|hljs-[\\w-]+( [\\w-]+)*)$/.test(value),
                    target: () => value === '_blank', rel: () => value === 'noopener noreferrer', tabindex: () => value === '0',
                    type: () => value === 'checkbox', checked: () => true, disabled: () => true, title: () => true,
                    start: () => true, align: () => true, colspan: () => true, rowspan: () => true,
                  }[name];
                  if (!fine?.()) wrong.push(`${tag} ${name}=${value}`);
                }
              }
              return wrong;
            }""";

    private BrowserContext browser;
    private Page page;

    @BeforeEach
    void openThePortal() {
        browser = Chromium.desktop();
        page = browser.newPage();
        page.navigate(RunningPair.shared().web("/login").toString());
        page.evaluate(WATCH);
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void noMarkupOfAnAttackGetsIntoThePage() throws IOException {
        for (String attack : attacks()) {
            assertEquals(List.of(), page.evaluate(RENDER, List.of(attack, "render")), attack);
            assertEquals(List.of(), page.evaluate("() => violations"), attack);
        }
        assertNothingRan();
    }

    @Test
    void theSanitiserAloneHoldsToo() throws IOException {
        for (String attack : attacks()) {
            assertEquals(List.of(), page.evaluate(RENDER, List.of(attack, "sanitise")), attack);
        }
        assertNothingRan();
    }

    @Test
    void whatIsNoMarkdownIsShownAsItWasWritten() {
        page.evaluate(RENDER, List.of("see <script>x</script> and <b>bold</b>", "render"));
        assertEquals(
                "see <script>x</script> and bold",
                page.locator("body > div").last().textContent().strip());
    }

    /** Elements that were clicked, focused or loaded would have called by now: the page has been idle in between. */
    private void assertNothingRan() {
        page.evaluate("() => new Promise((resolve) => requestIdleCallback(resolve))");
        assertEquals(0, page.evaluate("() => calls"));
    }

    private static List<String> attacks() throws IOException {
        try (InputStream file = MarkdownIT.class.getResourceAsStream(ATTACKS)) {
            List<String> attacks = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replace("\\n", "\n")
                            .replace("\\t", "\t")
                            .replace("\\x01", "\u0001")
                            .replace("\\\"", "\""))
                    .toList();
            assertTrue(attacks.size() >= FEWEST_ATTACKS, "the list of attacks is not whole");
            return attacks;
        }
    }
}
