package dev.gatehouse.web.security.boundary;

import dev.gatehouse.web.security.control.Viewer;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.MalformedURLException;

/** Opens pages to those who may see them; what the container's own constraints let through is looked at once more. */
public class PageAccessFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    private Viewer viewer;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String page = RequestPaths.page(request);
        boolean opens = PageAccess.of(page)
                .map(access -> access.admits(viewer.caller()))
                .orElseGet(() -> !exists(page));
        if (opens) {
            chain.doFilter(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private boolean exists(String page) {
        try {
            return getServletContext().getResource(page + RequestPaths.FACES) != null;
        } catch (MalformedURLException e) {
            // no address of a page
            return false;
        }
    }
}
