package dev.gatehouse.agent.model;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/** An error in the form the Messages API gives it, so that the CLI reads it as it reads the service's own. */
record ApiError(int status, String message) {

    /** {@code error.type} that the Messages API documents for the status. */
    String type() {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 529 -> "overloaded_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }

    /** Whether a client may hope for another answer to the same request. */
    boolean isRetried() {
        return status == 408 || status == 409 || status == 429 || status >= 500;
    }

    JsonObject json() {
        return Json.createObjectBuilder()
                .add("type", "error")
                .add("error", Json.createObjectBuilder().add("type", type()).add("message", message))
                .build();
    }
}
