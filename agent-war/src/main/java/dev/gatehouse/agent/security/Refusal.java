package dev.gatehouse.agent.security;

import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What a refused caller is told (nothing that helps to do better) and what the log keeps (why). */
final class Refusal {

    /** Its own name, so that an operator can send refusals to a place of their own. */
    private static final System.Logger AUDIT = System.getLogger("dev.gatehouse.agent.audit");

    static final Problem PROBLEM =
            new Problem(ProblemCode.INVALID_TOKEN, "The agent takes requests from Gatehouse's web part only.");

    private Refusal() {}

    /**
     * @param kept what web's audit reads
     * @param reason never holds the token
     */
    static void audit(HttpServletRequest request, String reason, RefusedRequestLog kept) {
        kept.add(request.getMethod(), request.getRequestURI(), request.getRemoteAddr(), reason);
        AUDIT.log(
                System.Logger.Level.WARNING,
                "refused {0} {1} from {2}: {3}",
                RefusedRequestLog.plain(request.getMethod()),
                RefusedRequestLog.plain(request.getRequestURI()),
                request.getRemoteAddr(),
                RefusedRequestLog.plain(reason));
    }

    static void send(HttpServletResponse response) {
        byte[] body = PROBLEM.toJson().toString().getBytes(StandardCharsets.UTF_8);
        response.setStatus(PROBLEM.status());
        response.setHeader("WWW-Authenticate", "Bearer");
        response.setHeader("Cache-Control", "no-store");
        response.setContentType(Problem.MEDIA_TYPE);
        response.setContentLength(body.length);
        try {
            response.getOutputStream().write(body);
            response.flushBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
