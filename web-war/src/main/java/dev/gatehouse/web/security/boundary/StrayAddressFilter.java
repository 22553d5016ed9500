package dev.gatehouse.web.security.boundary;

import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.api.ProblemResponse;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The JSON boundary never answers with a page, not even where dots and encoded slashes lead out of it. */
public class StrayAddressFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (RequestPaths.strayed(request)) {
            ProblemResponse.send(response, new Problem(ProblemCode.NOT_FOUND, "There is nothing under this address."));
        } else {
            chain.doFilter(request, response);
        }
    }
}
