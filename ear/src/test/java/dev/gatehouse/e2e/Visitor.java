package dev.gatehouse.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Somebody at a browser of their own, in one width and one theme; whatever the browser complains about is kept. */
final class Visitor implements AutoCloseable {

    static final int DESKTOP = 1440;
    static final int PHONE = 390;

    private final Function<String, URI> portal;
    private int width;
    private ColorScheme theme;
    private final BrowserContext context;
    private final Troubles troubles;
    private Page page;

    private Visitor(Function<String, URI> portal, int width, ColorScheme theme) {
        this.portal = portal;
        this.width = width;
        this.theme = theme;
        this.context = Chromium.context(width, height(width), theme);
        this.troubles = Troubles.of(context);
        this.page = context.newPage();
    }

    static Visitor at(RunningPair pair, int width, ColorScheme theme) {
        return new Visitor(pair::web, width, theme);
    }

    /** At a desktop whose network is ours to cut. */
    static Visitor over(Line line) {
        return new Visitor(line::uri, DESKTOP, ColorScheme.LIGHT);
    }

    /** At a desktop, before a portal that was started otherwise. */
    static Visitor of(URI portal) {
        return new Visitor(portal::resolve, DESKTOP, ColorScheme.LIGHT);
    }

    static Visitor desktop(RunningPair pair) {
        return at(pair, DESKTOP, ColorScheme.LIGHT);
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    Troubles troubles() {
        return troubles;
    }

    Page open(String path) {
        page.navigate(portal.apply(path).toString());
        return page;
    }

    /** The same page in another window size and theme. */
    void look(int otherWidth, ColorScheme otherTheme) {
        width = otherWidth;
        theme = otherTheme;
        page.setViewportSize(width, height(width));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
    }

    private static int height(int width) {
        return width == PHONE ? 844 : 900;
    }

    /** Closes the page and goes on in another one of the same browser. */
    Visitor inANewWindow() {
        page.close();
        page = context.newPage();
        return this;
    }

    /** By the form, as a person does; comes out wherever the portal leads. */
    void signIn(Person person) {
        open("/login");
        submitSignIn(person.username(), person.password());
        assertThat(page).not().hasURL(Pattern.compile(".*/login.*"));
    }

    void submitSignIn(String username, String password) {
        page.getByLabel("User name").fill(username);
        page.getByLabel("Password").fill(password);
        page.locator("#signIn\\:submit").click();
    }

    /** On the account page, to which a password that works once leads; from there it goes to the chat. */
    void choosePassword(String present, String chosen) {
        assertThat(page).hasURL(Pattern.compile(".*/account.*"));
        page.getByLabel("Present password").fill(present);
        page.getByLabel("New password", new Page.GetByLabelOptions().setExact(true))
                .fill(chosen);
        page.getByLabel("New password again").fill(chosen);
        page.locator("#password\\:change").click();
        assertThat(page).hasURL(Pattern.compile(".*/chat"));
    }

    /** The chat, signed in. */
    ChatPage chat() {
        open("/chat");
        return new ChatPage(this);
    }

    ChatPage chat(String conversation) {
        open("/chat?c=" + conversation);
        return new ChatPage(this);
    }

    /** Into {@code screenshots/<page>-<state>-<width>-<theme>.png}. */
    void screenshot(String pageAndState) {
        Chromium.screenshot(
                page, pageAndState + "-" + width + "-" + theme.name().toLowerCase());
    }

    void requireNoSidewaysScrolling() {
        Object overhang =
                page.evaluate("() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth");
        assertTrue(((Number) overhang).intValue() <= 0, page.url() + " is wider than its window by " + overhang);
    }

    @Override
    public void close() {
        context.close();
    }
}
