package dev.gatehouse.web.security.boundary;

import dev.gatehouse.web.accounts.entity.Role;
import dev.gatehouse.web.api.Body;
import dev.gatehouse.web.configuration.WebConfiguration;
import dev.gatehouse.web.security.control.ReAuthentication;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonString;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;

/**
 * The password once more, for pages that are no Faces forms. What it protects asks {@link ReAuthentication#require}.
 */
@Path("sign-in-again")
@RequestScoped
@RolesAllowed(Role.USER)
public class SignInAgainResource {

    private static final int MAX_BODY = 4 * 1024;

    @Inject
    private Viewer viewer;

    @Inject
    private ReAuthentication reAuthentication;

    @Inject
    private WebConfiguration configuration;

    @Context
    private HttpServletRequest request;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public void confirm(InputStream body) {
        viewer.require();
        String password = Body.read(body, MAX_BODY).get("password") instanceof JsonString text ? text.getString() : "";
        reAuthentication.confirm(password, ClientAddress.of(request, configuration.forwarded()));
    }
}
