package dev.gatehouse.agent.model;

import java.util.Optional;
import java.util.regex.Pattern;

/** The doors of the Messages API that a worker needs; nothing else of the service is within its reach. */
enum ApiPath {
    MESSAGES,
    COUNT_TOKENS,
    MODELS,
    MODEL;

    private static final Pattern ONE_MODEL = Pattern.compile("/v1/models/[A-Za-z0-9._:@\\[\\]-]{1,128}");

    static Optional<ApiPath> of(String method, String rawPath) {
        if (method.equals("POST")) {
            return switch (rawPath) {
                case "/v1/messages" -> Optional.of(MESSAGES);
                case "/v1/messages/count_tokens" -> Optional.of(COUNT_TOKENS);
                default -> Optional.empty();
            };
        }
        if (method.equals("GET") && rawPath.equals("/v1/models")) {
            return Optional.of(MODELS);
        }
        boolean one = method.equals("GET") && ONE_MODEL.matcher(rawPath).matches() && !rawPath.contains("..");
        return one ? Optional.of(MODEL) : Optional.empty();
    }
}
