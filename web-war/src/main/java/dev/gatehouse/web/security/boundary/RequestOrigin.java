package dev.gatehouse.web.security.boundary;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;

/**
 * Where a request says it comes from.
 *
 * @param fetchSite {@code Sec-Fetch-Site} (W3C Fetch Metadata); absent in old browsers and on plain http
 * @param origin {@code Origin} (RFC 6454); absent when not sent by a browser
 * @param own our own origin
 */
record RequestOrigin(String method, String fetchSite, String origin, String own) {

    private static final Set<String> READ_ONLY = Set.of("GET", "HEAD", "OPTIONS");

    boolean readOnly() {
        return READ_ONLY.contains(method);
    }

    /** Programs send neither header; they have no one's cookie either. */
    boolean trusted() {
        if (readOnly()) {
            return true;
        }
        if (fetchSite != null) {
            return fetchSite.equals("same-origin");
        }
        return origin == null || origin.equals(own);
    }

    static boolean same(String expected, String sent) {
        return expected != null
                && sent != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }
}
