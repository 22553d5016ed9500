package dev.gatehouse.agent.boundary;

import dev.gatehouse.contract.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Problems as responses. */
final class Problems {

    private Problems() {}

    static Response response(Problem problem) {
        return response(problem, problem.status());
    }

    /** @param status for what HTTP tells apart and our codes do not */
    static Response response(Problem problem, int status) {
        return Response.status(status)
                .type(MediaType.valueOf(Problem.MEDIA_TYPE))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem.toJson().toString())
                .build();
    }
}
