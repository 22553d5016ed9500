package dev.gatehouse.web.security.boundary;

import dev.gatehouse.web.security.control.PortalCaller;
import dev.gatehouse.web.security.control.SignInActs;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Signs this device out. A plain form, so that it works while nothing else does. */
@WebServlet("/sign-out")
public class SignOutServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private Viewer viewer;

    @Inject
    private SignInActs acts;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        // a page's script that finds no form of its own sends the first one, which is the sign-out of the menu
        if (RequestPaths.partial(request)) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        PortalCaller caller = viewer.require();
        if (RequestOrigin.same(caller.csrfToken(), request.getParameter("csrf"))) {
            request.logout();
            acts.signedOut(caller);
            RequestPaths.redirect(request, response, "/login");
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }
}
