package dev.gatehouse.web.chat.boundary;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.web.api.ProblemResponse;
import dev.gatehouse.web.chat.control.Conversations;
import dev.gatehouse.web.chat.control.OpenStreams;
import dev.gatehouse.web.security.control.PortalCaller;
import dev.gatehouse.web.security.control.Viewer;
import dev.gatehouse.web.sessions.AgentClient;
import dev.gatehouse.web.sessions.Asker;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code GET /api/sessions/{id}/events?after=n}: the session's event stream. Asynchronous and outside JAX-RS, as that
 * is the fastest way a stream can take here; a filter, as no servlet mapping has the id in its middle.
 */
public class EventStreamFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final Pattern EVENTS = Pattern.compile("/api/sessions/([^/]+)/events");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    @Inject
    private Viewer viewer;

    @Inject
    private Conversations conversations;

    @Inject
    private AgentClient agent;

    @Inject
    private OpenStreams streams;

    @Inject
    private Clock clock;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        Matcher matcher = EVENTS.matcher(path);
        if (!matcher.matches()) {
            chain.doFilter(request, response);
            return;
        }
        if (!"GET".equals(request.getMethod())) {
            response.setHeader("Allow", "GET");
            ProblemResponse.send(
                    response,
                    new Problem(ProblemCode.METHOD_NOT_ALLOWED, "An event stream is read: nothing is sent to it."));
            return;
        }
        try {
            stream(request, response, matcher.group(1));
        } catch (GatehouseException e) {
            ProblemResponse.send(response, e.problem());
        }
    }

    private void stream(HttpServletRequest request, HttpServletResponse response, String id) throws IOException {
        PortalCaller caller = viewer.require();
        SessionId session = SessionPath.parse(id);
        conversations.require(session, caller.account());
        streams.requireRoom(caller.account());
        InputStream events =
                agent.events(Asker.of(caller), session, after(request)).body();
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext browser = request.startAsync();
        browser.setTimeout(0);
        var relay = new EventRelay(caller.account(), caller.signIn(), events, browser, clock);
        streams.opened(relay);
        Thread.ofVirtual().name("events-" + session).start(() -> {
            try {
                relay.run();
            } finally {
                streams.closed(relay);
            }
        });
    }

    /** What the browser has already; its own resumption header wins over the address it first used. */
    private static long after(HttpServletRequest request) {
        String last = request.getHeader("Last-Event-ID");
        String after = last == null || last.isBlank() ? request.getParameter("after") : last;
        if (after == null || after.isBlank()) {
            return 0;
        }
        if (!NUMBER.matcher(after).matches()) {
            throw new GatehouseException(
                    new Problem(ProblemCode.INVALID_VALUE, "after and Last-Event-ID are numbers of events."));
        }
        return Long.parseLong(after);
    }
}
