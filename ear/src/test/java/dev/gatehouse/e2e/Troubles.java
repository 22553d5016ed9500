package dev.gatehouse.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a browser complains about: violations of the content security policy, script errors, refused or failed requests.
 */
final class Troubles {

    private static final String REPORT_VIOLATIONS = """
            addEventListener('securitypolicyviolation', (event) => console.error(
                `CSP violation: ${event.violatedDirective} by ${event.blockedURI} in ${event.sourceFile}:${event.lineNumber}`));
            """;

    /** Chromium's own line about a refused request; the request itself is judged, by its status. */
    private static final String RESOURCE_LINE = "Failed to load resource";

    /** A request that the page itself gave up, such as an event stream when another page is opened. */
    private static final String GIVEN_UP = "net::ERR_ABORTED";

    private final List<String> found = new ArrayList<>();
    private final Set<Integer> expectedStatus = new HashSet<>();
    private boolean outage;

    static Troubles of(BrowserContext context) {
        Troubles troubles = new Troubles();
        context.addInitScript(REPORT_VIOLATIONS);
        context.onConsoleMessage(troubles::console);
        context.onWebError(
                error -> troubles.found.add("script error on " + error.page().url() + ": " + error.error()));
        context.onResponse(troubles::response);
        context.onRequestFailed(troubles::failed);
        return troubles;
    }

    /** Answers that belong to what the test is about. */
    void expectStatus(int... statuses) {
        for (int status : statuses) {
            expectedStatus.add(status);
        }
    }

    /** From now on requests may fail: the network or a server is about to go. */
    void expectOutage() {
        outage = true;
    }

    void requireNone() {
        assertEquals(List.of(), found, "the browser complained");
    }

    private void console(ConsoleMessage message) {
        if (message.type().equals("error") && !message.text().startsWith(RESOURCE_LINE)) {
            found.add("console: " + message.text());
        }
    }

    private void response(Response response) {
        // A server that is being started says 404 until it has loaded the portal.
        boolean away = outage && (response.status() >= 500 || response.status() == 404);
        if (response.status() >= 400 && !away && !expectedStatus.contains(response.status())) {
            found.add(response.status() + " for " + response.request().method() + " " + response.url());
        }
    }

    private void failed(Request request) {
        if (!outage && !GIVEN_UP.equals(request.failure())) {
            found.add(request.failure() + " for " + request.method() + " " + request.url());
        }
    }
}
