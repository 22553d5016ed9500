package dev.gatehouse.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The machine's own Chromium. Playwright is bound to one thread: so are the tests that use it.
 *
 * <p>Each test takes a context of its own: a browser nobody is signed in to.
 */
final class Chromium {

    static final Path SCREENSHOTS = RunningPair.OUTPUT.resolve("screenshots");

    /** The last ones keep it from talking to anybody but us. */
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");

    private static final double ACTION_LIMIT_MILLIS = 30_000;

    private Chromium() {}

    static Browser shared() {
        return Shared.BROWSER;
    }

    static BrowserContext context(int width, int height, ColorScheme scheme) {
        BrowserContext context = shared().newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setLocale("en-GB"));
        context.setDefaultTimeout(ACTION_LIMIT_MILLIS);
        return context;
    }

    /** 1440 by 900, light. */
    static BrowserContext desktop() {
        return context(1440, 900, ColorScheme.LIGHT);
    }

    /** 390 by 844, light. */
    static BrowserContext phone() {
        return context(390, 844, ColorScheme.LIGHT);
    }

    /** Into {@code target/e2e/screenshots}. */
    static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setAnimations(ScreenshotAnimations.DISABLED));
    }

    private static Path executable() {
        return NAMES.stream()
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "The browser tests need Chromium on the PATH (Debian: apt-get install chromium)."));
    }

    private static final class Shared {

        private static final Browser BROWSER = launch();

        private static Browser launch() {
            PlaywrightAssertions.setDefaultAssertionTimeout(ACTION_LIMIT_MILLIS);
            Playwright playwright = Playwright.create();
            Browser browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(executable())
                            .setArgs(ARGUMENTS));
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
            return browser;
        }
    }
}
