package dev.gatehouse.web.api;

import dev.gatehouse.contract.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes a problem where JAX-RS is not at work. */
public final class ProblemResponse {

    private ProblemResponse() {}

    public static void send(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(problem.toJson().toString());
    }
}
