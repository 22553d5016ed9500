package dev.gatehouse.web.security.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.web.configuration.WebConfiguration;
import dev.gatehouse.web.security.entity.SignInToken;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A proxy speaks https to the browser and plain http to us. */
class BehindTlsTest {

    private static final String HSTS = "Strict-Transport-Security";

    private static HttpServletRequest forwarded(String... protocols) {
        return Incoming.from("10.0.0.1", Map.of("X-Forwarded-Proto", List.of(protocols)));
    }

    private static boolean secureCookie(boolean believed, HttpServletRequest request) {
        var configuration = new WebConfiguration(
                URI.create("http://127.0.0.1:1"),
                Path.of("keys"),
                Optional.empty(),
                Path.of("password"),
                false,
                believed,
                Duration.ofHours(1),
                Duration.ofDays(1),
                Duration.ZERO);
        var answer = new Incoming.Answer();
        new SignInCookie(configuration).write(request, answer.response(), SignInToken.random(), Optional.empty());
        return answer.cookies.get(0).getSecure();
    }

    private static String strictTransport(boolean believed, HttpServletRequest request) {
        var answer = new Incoming.Answer();
        SecurityHeadersFilter.apply(request, answer.response(), believed);
        return answer.headers.get(HSTS);
    }

    @Test
    void theSignInCookieIsSecureWhenTheProxySaysHttps() {
        assertTrue(secureCookie(true, forwarded("https")));
        assertTrue(secureCookie(true, forwarded("http, HTTPS")));
        assertFalse(secureCookie(true, forwarded("https", "http")));
        assertFalse(secureCookie(true, forwarded()));
    }

    @Test
    void aHeaderNobodyVouchesForMeansNothing() {
        assertFalse(secureCookie(false, forwarded("https")));
        assertNull(strictTransport(false, forwarded("https")));
    }

    @Test
    void browsersAreToldToStayWithHttpsOverHttpsOnly() {
        assertEquals("max-age=31536000", strictTransport(true, forwarded("https")));
        assertNull(strictTransport(true, forwarded("http")));
        assertNull(strictTransport(true, forwarded()));
    }
}
