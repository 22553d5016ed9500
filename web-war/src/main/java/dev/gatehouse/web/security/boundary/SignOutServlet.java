package dev.gatehouse.web.security.boundary;

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

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (RequestOrigin.same(viewer.require().csrfToken(), request.getParameter("csrf"))) {
            request.logout();
            RequestPaths.redirect(request, response, "/login");
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }
}
