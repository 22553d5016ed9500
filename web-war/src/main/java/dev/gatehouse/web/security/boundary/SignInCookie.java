package dev.gatehouse.web.security.boundary;

import dev.gatehouse.web.configuration.WebConfiguration;
import dev.gatehouse.web.security.entity.SignInToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;

/** The sign-in token's way to the browser and back. */
@ApplicationScoped
public class SignInCookie {

    static final String NAME = "gatehouse-sign-in";

    private WebConfiguration configuration;

    protected SignInCookie() {}

    @Inject
    public SignInCookie(WebConfiguration configuration) {
        this.configuration = configuration;
    }

    public Optional<SignInToken> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
            if (NAME.equals(cookie.getName())) {
                return SignInToken.parse(cookie.getValue());
            }
        }
        return Optional.empty();
    }

    /** @param age empty: until the browser is closed */
    void write(HttpServletRequest request, HttpServletResponse response, SignInToken token, Optional<Duration> age) {
        add(request, response, token.cookie(), age.map(Duration::toSeconds).orElse(-1L));
    }

    void clear(HttpServletRequest request, HttpServletResponse response) {
        add(request, response, "", 0);
    }

    /** SameSite=Lax and not Strict: a link to the portal in a mail must not look like signed out. */
    private void add(HttpServletRequest request, HttpServletResponse response, String value, long seconds) {
        Cookie cookie = new Cookie(NAME, value);
        cookie.setPath(request.getContextPath() + "/");
        cookie.setHttpOnly(true);
        cookie.setSecure(configuration.cookieSecure() || ForwardedHeader.https(request, configuration.forwarded()));
        cookie.setAttribute("SameSite", "Lax");
        cookie.setMaxAge((int) seconds);
        response.addCookie(cookie);
    }
}
