package dev.gatehouse.web.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.Problem;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpResponse;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A portal whose agent is down, with its first administrator signed in and a visitor who is not. */
@ExtendWith(ArquillianExtension.class)
abstract class PortalAlone {

    static final String PASSWORD = "a sentence to sign in";

    @ArquillianResource
    private URL url;

    URI portal;
    /** Signed in once: hashing a password is meant to be slow. */
    static Visitor admin;

    Visitor visitor;

    static WebArchive war(String name) {
        admin = null;
        return PortalUnderTest.war(name, URI.create("http://127.0.0.1:1")).addClass(AccountsProbe.class);
    }

    @BeforeEach
    void arrive() throws Exception {
        portal = URI.create("http://127.0.0.1:" + url.getPort() + "/");
        visitor = new Visitor(portal);
        if (admin == null) {
            admin = new Visitor(portal);
            assertEquals(
                    302, admin.signIn("admin", PortalUnderTest.ADMIN_PASSWORD).statusCode());
        }
    }

    @AfterEach
    void leave() {
        visitor.close();
    }

    String probe(String call) throws Exception {
        HttpResponse<String> answer = admin.change("POST", "/api/probe/" + call, "");
        assertTrue(answer.statusCode() / 100 == 2, call + ": " + answer.body());
        return answer.body();
    }

    String create(String name) throws Exception {
        return probe("create?name=" + name + "&password=" + PASSWORD.replace(" ", "%20"));
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    static void assertProblem(int status, String code, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        assertTrue(header(response, "Content-Type").startsWith(Problem.MEDIA_TYPE));
        assertEquals(code, Visitor.json(response).getString("code"));
    }
}
