package dev.gatehouse.web.security.boundary;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** What kind of thing a request asks for. */
final class RequestPaths {

    static final String FACES = ".xhtml";

    private static final int MAX_RETURN_PATH = 500;

    private RequestPaths() {}

    /** As the container maps it, not as it was sent: {@code /x/..;/api/me} is {@code /api/me}. */
    static String path(HttpServletRequest request) {
        return request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
    }

    /** Also what was only sent as an address of the boundary: whoever asks there is no browser to be sent to a page. */
    static boolean api(HttpServletRequest request) {
        return api(path(request)) || sentToApi(request);
    }

    /** {@code /api/sessions/..%2f..} is sent to the boundary, and the container reads it as {@code /}. */
    static boolean strayed(HttpServletRequest request) {
        return sentToApi(request) && !api(path(request));
    }

    private static boolean sentToApi(HttpServletRequest request) {
        return api(request.getRequestURI().substring(request.getContextPath().length()));
    }

    private static boolean api(String path) {
        return path.equals("/api") || path.startsWith("/api/");
    }

    /** The page an address names, with or without the ending of Faces. */
    static String page(HttpServletRequest request) {
        String path = path(request);
        return path.endsWith(FACES) ? path.substring(0, path.length() - FACES.length()) : path;
    }

    /** Scripts, styles, pictures and the health report: the same for everyone. */
    static boolean asset(HttpServletRequest request) {
        String path = path(request);
        return path.startsWith("/jakarta.faces.resource/")
                || path.startsWith("/resources/")
                || path.equals("/favicon.ico")
                || path.startsWith("/health");
    }

    /** Where to go after the sign-in; a form that was sent meanwhile cannot be sent again. */
    static Optional<String> pageToReturnTo(HttpServletRequest request) {
        if (!"GET".equals(request.getMethod()) || path(request).equals("/")) {
            return Optional.empty();
        }
        String query = request.getQueryString();
        return localPage(path(request) + (query == null ? "" : "?" + query));
    }

    /** The text if it is a path inside this portal; browsers read {@code //host} and {@code /\host} as another host. */
    static Optional<String> localPage(String path) {
        boolean local = path != null
                && path.length() <= MAX_RETURN_PATH
                && path.startsWith("/")
                && !path.startsWith("//")
                && path.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\')
                && !path.startsWith("/login")
                && !path.startsWith("/api/");
        return local ? Optional.of(path) : Optional.empty();
    }

    /** Whether a script of Faces asks for a part of a page. */
    static boolean partial(HttpServletRequest request) {
        return "partial/ajax".equals(request.getHeader("Faces-Request"));
    }

    /** Partial requests of Faces follow a redirect only when it is written in their own answer. */
    static void redirect(HttpServletRequest request, HttpServletResponse response, String path) throws IOException {
        String target = request.getContextPath() + path;
        if (partial(request)) {
            response.setContentType("text/xml;charset=UTF-8");
            response.getWriter()
                    .write("<?xml version=\"1.0\" encoding=\"UTF-8\"?><partial-response><redirect url=\""
                            + target.replace("&", "&amp;")
                                    .replace("\"", "&quot;")
                                    .replace("<", "&lt;")
                            + "\"/></partial-response>");
        } else {
            response.sendRedirect(target);
        }
    }
}
