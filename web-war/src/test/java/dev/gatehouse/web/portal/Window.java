package dev.gatehouse.web.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A real browser of somebody who is signed in. What it complains about fails the test. Bound to one thread. */
final class Window implements AutoCloseable {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");

    /** The last ones keep it from talking to anybody but us. */
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static final double LIMIT_MILLIS = 45_000;

    private static final String REPORT_VIOLATIONS = """
            addEventListener('securitypolicyviolation', (event) => console.error(
                `CSP violation: ${event.violatedDirective} by ${event.blockedURI} in ${event.sourceFile}:${event.lineNumber}`));
            """;

    private final BrowserContext context;
    private final Page page;
    private final Visitor visitor;
    private final List<String> complaints = new ArrayList<>();

    private Window(Visitor visitor, int width, ColorScheme scheme) {
        this.visitor = visitor;
        this.context = Shared.BROWSER.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, 900)
                .setColorScheme(scheme)
                .setLocale("en-GB"));
        context.setDefaultTimeout(LIMIT_MILLIS);
        context.addCookies(visitor.cookies().entrySet().stream()
                .map(each -> new Cookie(each.getKey(), each.getValue())
                        .setUrl(visitor.portal().toString()))
                .toList());
        context.addInitScript(REPORT_VIOLATIONS);
        context.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        context.onWebError(error -> complaints.add(error.error()));
        this.page = context.newPage();
    }

    static Window of(Visitor visitor) {
        return new Window(visitor, 1440, ColorScheme.LIGHT);
    }

    static Window phone(Visitor visitor) {
        return new Window(visitor, 390, ColorScheme.DARK);
    }

    Window open(String path) {
        page.navigate(visitor.portal().resolve(path).toString());
        return this;
    }

    Page page() {
        return page;
    }

    Locator find(String selector) {
        return page.locator(selector);
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Into {@code target/screenshots}, for whoever looks at the pages. */
    Window screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target", "screenshots", name + ".png")));
        return this;
    }

    void requireNoComplaints() {
        assertEquals(List.of(), complaints, "the browser complained");
    }

    @Override
    public void close() {
        context.close();
    }

    private static final class Shared {

        private static final Browser BROWSER = launch();

        private static Browser launch() {
            PlaywrightAssertions.setDefaultAssertionTimeout(LIMIT_MILLIS);
            Playwright playwright = Playwright.create();
            Browser browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(executable())
                            .setArgs(ARGUMENTS));
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
            return browser;
        }

        private static Path executable() {
            return NAMES.stream()
                    .flatMap(name ->
                            Stream.of(System.getenv("PATH").split(":")).map(directory -> Path.of(directory, name)))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "The browser tests need Chromium on the PATH (Debian: apt-get install chromium)."));
        }
    }
}
