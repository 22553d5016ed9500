package dev.gatehouse.web.security.boundary;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A plain http request as it comes from a proxy, with nothing more than these tests ask it for. */
final class Incoming {

    private Incoming() {}

    static HttpServletRequest from(String address, Map<String, List<String>> headers) {
        ServletContext context = proxy(
                ServletContext.class,
                (self, method, arguments) ->
                        method.getName().equals("getInitParameter") ? "policy" : unexpected(method));
        return proxy(HttpServletRequest.class, (self, method, arguments) -> switch (method.getName()) {
            case "getHeaders" -> Collections.enumeration(headers.getOrDefault((String) arguments[0], List.of()));
            case "getHeader" ->
                headers.getOrDefault((String) arguments[0], List.of()).stream()
                        .findFirst()
                        .orElse(null);
            case "getRemoteAddr" -> address;
            case "isSecure" -> false;
            case "getScheme" -> "http";
            case "getContextPath" -> "";
            case "getServletPath", "getRequestURI" -> "/login";
            case "getServletContext" -> context;
            case "getPathInfo" -> null;
            default -> unexpected(method);
        });
    }

    /** What was answered to it. */
    static final class Answer {
        final Map<String, String> headers = new TreeMap<>();
        final List<Cookie> cookies = new ArrayList<>();

        HttpServletResponse response() {
            return proxy(HttpServletResponse.class, (self, method, arguments) -> switch (method.getName()) {
                case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                case "addCookie" -> cookies.add((Cookie) arguments[0]);
                default -> unexpected(method);
            });
        }
    }

    private static Object unexpected(java.lang.reflect.Method method) {
        throw new UnsupportedOperationException(method.getName());
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
