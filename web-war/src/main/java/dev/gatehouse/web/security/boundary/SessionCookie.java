package dev.gatehouse.web.security.boundary;

import dev.gatehouse.web.configuration.WebConfiguration;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.annotation.WebListener;

/** The container's session cookie; it holds the state of pages, never an identity. */
@WebListener
public class SessionCookie implements ServletContextListener {

    @Inject
    private WebConfiguration configuration;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        SessionCookieConfig cookie = event.getServletContext().getSessionCookieConfig();
        if (configuration.cookieSecure()) {
            cookie.setSecure(true);
        }
    }
}
