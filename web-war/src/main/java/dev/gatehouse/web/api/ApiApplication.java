package dev.gatehouse.web.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Everything under {@code /api} needs a sign-in (web.xml) and, to change something, the page's CSRF token. */
@ApplicationPath("/api")
public class ApiApplication extends Application {}
