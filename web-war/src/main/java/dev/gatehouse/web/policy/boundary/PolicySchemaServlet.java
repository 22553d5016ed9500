package dev.gatehouse.web.policy.boundary;

import dev.gatehouse.web.policy.control.PolicySchema;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The JSON Schema of a policy, for editors; for whoever is signed in. */
@WebServlet("/policy.schema.json")
public class PolicySchemaServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType(PolicySchema.MEDIA_TYPE);
        response.setCharacterEncoding("UTF-8");
        response.getWriter().write(PolicySchema.text());
    }
}
