package dev.gatehouse.web.configuration;

import dev.gatehouse.contract.ServiceKeys;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of web, checked once at start.
 *
 * @param agentUrl where the agent listens; scheme, host and port only
 * @param serviceKeys file with the secrets shared with the agent
 * @param givenKeys the secrets themselves, from the environment; then there is no file
 * @param initialPassword file with the first administrator's password
 * @param cookieSecure whether cookies are {@code Secure} even on a plain request
 * @param forwarded whether the proxy's {@code X-Forwarded-*} headers are believed
 * @param signInLifetime of a sign-in that ends with the browser
 * @param keptLifetime of a sign-in that was asked to be kept
 * @param restoreGrace for how long a deleted conversation can be brought back
 */
public record WebConfiguration(
        URI agentUrl,
        Path serviceKeys,
        Optional<ServiceKeys> givenKeys,
        Path initialPassword,
        boolean cookieSecure,
        boolean forwarded,
        Duration signInLifetime,
        Duration keptLifetime,
        Duration restoreGrace) {

    private static final Duration MAX_SIGN_IN = Duration.ofDays(90);

    public WebConfiguration {
        if (agentUrl.getHost() == null || !agentUrl.getScheme().matches("https?")) {
            throw new IllegalArgumentException(
                    "gatehouse.agent.url must read http://host:port or https://host:port, not " + agentUrl);
        }
        positive("gatehouse.sign-in.lifetime", signInLifetime);
        positive("gatehouse.sign-in.kept-lifetime", keptLifetime);
        if (restoreGrace.isNegative()) {
            throw new IllegalArgumentException("gatehouse.conversations.restore-grace must not be negative");
        }
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive() || value.compareTo(MAX_SIGN_IN) > 0) {
            throw new IllegalArgumentException(name + " must be more than nothing and at most " + MAX_SIGN_IN);
        }
    }
}
