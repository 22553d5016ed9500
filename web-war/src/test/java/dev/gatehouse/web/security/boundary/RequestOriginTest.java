package dev.gatehouse.web.security.boundary;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RequestOriginTest {

    private static final String OWN = "https://portal.example";

    private static boolean trusted(String method, String fetchSite, String origin) {
        return new RequestOrigin(method, fetchSite, origin, OWN).trusted();
    }

    @Test
    void readingIsOpen() {
        assertTrue(trusted("GET", "cross-site", "https://evil.example"));
        assertTrue(trusted("HEAD", null, null));
    }

    @Test
    void aChangeMustComeFromOurOwnPages() {
        assertTrue(trusted("POST", "same-origin", OWN));
        assertTrue(trusted("POST", null, OWN));
        assertFalse(trusted("POST", "cross-site", OWN));
        assertFalse(trusted("POST", "same-site", "https://other.portal.example"));
        assertFalse(trusted("POST", "none", null));
        assertFalse(trusted("DELETE", null, "https://evil.example"));
        assertFalse(trusted("POST", null, "null"));
        assertFalse(trusted("POST", null, "http://portal.example"));
    }

    @Test
    void aProgramWithoutEitherHeaderStillNeedsTheToken() {
        assertTrue(trusted("POST", null, null));
        assertFalse(RequestOrigin.same("token", null));
        assertFalse(RequestOrigin.same(null, null));
        assertFalse(RequestOrigin.same("token", "Token"));
        assertTrue(RequestOrigin.same("token", "token"));
    }
}
