package dev.gatehouse.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SmokeIT {

    private final RunningPair pair = RunningPair.shared();

    @Test
    void bothServersAreReady() throws Exception {
        for (URI health : new URI[] {pair.web("/health/ready"), pair.agent("/health/ready")}) {
            HttpResponse<String> answer = get(health);
            assertEquals(200, answer.statusCode(), answer::body);
            assertTrue(answer.body().contains("\"status\":\"UP\""), answer::body);
        }
    }

    @Test
    void whoeverOpensThePortalIsAskedToSignIn() {
        try (BrowserContext browser = Chromium.desktop()) {
            Page page = browser.newPage();
            page.navigate(pair.web("/").toString());
            PlaywrightAssertions.assertThat(page.locator("input[type=password]"))
                    .isVisible();
            Chromium.screenshot(page, "sign-in");
        }
    }

    private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
