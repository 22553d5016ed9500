package dev.gatehouse.web.security.boundary;

import dev.gatehouse.web.security.control.PortalCaller;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Who may open which page. A page that nobody entered here opens for nobody. */
enum PageAccess {
    ANYONE,
    SIGNED_IN,
    /** Administrators, and auditors, for whom every action of the page fails. */
    CONSOLE;

    private static final Map<String, PageAccess> PAGES = new TreeMap<>(Map.ofEntries(
            Map.entry("/login", ANYONE),
            Map.entry("/chat", SIGNED_IN),
            Map.entry("/claude-md", SIGNED_IN),
            Map.entry("/account", SIGNED_IN),
            // one's own questions, and those one may answer
            Map.entry("/approvals", SIGNED_IN),
            Map.entry("/admin/dashboard", CONSOLE),
            Map.entry("/admin/users", CONSOLE),
            Map.entry("/admin/groups", CONSOLE),
            Map.entry("/admin/sessions", CONSOLE),
            Map.entry("/admin/permission-modes", CONSOLE),
            Map.entry("/admin/policy", CONSOLE),
            Map.entry("/admin/try-it", CONSOLE),
            Map.entry("/admin/conformance", CONSOLE),
            Map.entry("/admin/approvals", CONSOLE),
            Map.entry("/admin/audit", CONSOLE)));

    /** @param page as {@link RequestPaths#page}; empty if nobody entered it */
    static Optional<PageAccess> of(String page) {
        return Optional.ofNullable(PAGES.get(page));
    }

    boolean admits(Optional<PortalCaller> caller) {
        return switch (this) {
            case ANYONE -> true;
            case SIGNED_IN -> caller.isPresent();
            case CONSOLE ->
                caller.filter(each -> each.administrator() || each.auditor()).isPresent();
        };
    }
}
