package dev.gatehouse.agent.sessions.boundary;

import dev.gatehouse.agent.events.EventStreamPump;
import dev.gatehouse.agent.sessions.control.AgentSession;
import dev.gatehouse.agent.sessions.control.Sessions;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.SessionId;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * {@code GET /sessions/{id}/events}: a session's events as {@code text/event-stream}, from after {@code Last-Event-ID}
 * or {@code ?after=}. An asynchronous servlet response was the fastest way measured; a filter, because the path belongs
 * to the resource's name space.
 */
@WebFilter(urlPatterns = "/sessions/*", asyncSupported = true)
public class EventStreamFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(EventStreamFilter.class.getName());
    private static final Pattern PATH = Pattern.compile("/sessions/([0-9a-f-]{36})/events");

    private final transient Sessions sessions;
    private final transient JsonWebToken caller;

    @Inject
    public EventStreamFilter(Sessions sessions, JsonWebToken caller) {
        this.sessions = sessions;
        this.caller = caller;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Matcher path =
                PATH.matcher(request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo()));
        if (!path.matches()) {
            chain.doFilter(request, response);
            return;
        }
        if (!request.getMethod().equals("GET")) {
            response.setHeader("Allow", "GET");
            refuse(
                    response,
                    new Problem(ProblemCode.METHOD_NOT_ALLOWED, "An event stream is read: nothing is sent to it."));
            return;
        }
        try {
            stream(own(path.group(1)), after(request), request, response);
        } catch (GatehouseException e) {
            refuse(response, e.problem());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "an event stream could not be opened", e);
            refuse(response, new Problem(ProblemCode.INTERNAL, "The agent failed; its log says why."));
        }
    }

    private AgentSession own(String id) {
        AgentSession session;
        try {
            session = sessions.get(SessionId.parse(id));
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
        if (!session.owner().toString().equals(caller.getSubject())
                || !caller.getGroups().contains(SessionsResource.USER)) {
            throw notFound();
        }
        return session;
    }

    private static GatehouseException notFound() {
        return new GatehouseException(ProblemCode.SESSION_NOT_FOUND, "This conversation does not exist.");
    }

    private static long after(HttpServletRequest request) {
        String id = request.getHeader("Last-Event-ID");
        String text = id == null ? request.getParameter("after") : id;
        try {
            return text == null ? 0 : Math.max(0, Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new GatehouseException(ProblemCode.INVALID_VALUE, "after must be the number of an event.");
        }
    }

    private static void stream(
            AgentSession session, long after, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType("text/event-stream");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader("Cache-Control", "no-store");
        response.flushBuffer();
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        var output = response.getOutputStream();
        Thread.ofVirtual().name("stream-" + session.id()).start(() -> {
            try {
                new EventStreamPump(session.subscribe(after), output).pump();
            } finally {
                async.complete();
            }
        });
    }

    private static void refuse(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream().write(problem.toJson().toString().getBytes(StandardCharsets.UTF_8));
    }
}
