package dev.gatehouse.web.portal;

import java.util.Map;
import java.util.TreeMap;

/**
 * Who may open which page, take which action, call which address: written down a second time, apart from the program,
 * so that both have to be changed on purpose. {@link AccessTableTest} fails for what exists and is not in here.
 */
final class AccessTable {

    /** By address without the ending. */
    static final Map<String, Circle> PAGES = sorted(Map.ofEntries(
            Map.entry("/login", Circle.ANYONE),
            Map.entry("/chat", Circle.SIGNED_IN),
            Map.entry("/claude-md", Circle.SIGNED_IN),
            Map.entry("/account", Circle.SIGNED_IN),
            Map.entry("/approvals", Circle.SIGNED_IN),
            Map.entry("/admin/dashboard", Circle.CONSOLE),
            Map.entry("/admin/users", Circle.CONSOLE),
            Map.entry("/admin/groups", Circle.CONSOLE),
            Map.entry("/admin/sessions", Circle.CONSOLE),
            Map.entry("/admin/permission-modes", Circle.CONSOLE),
            Map.entry("/admin/policy", Circle.CONSOLE),
            Map.entry("/admin/try-it", Circle.CONSOLE),
            Map.entry("/admin/conformance", Circle.CONSOLE),
            Map.entry("/admin/approvals", Circle.CONSOLE),
            Map.entry("/admin/audit", Circle.CONSOLE)));

    /** Actions of pages, as {@code bean.method}. What is not named here is for administrators only. */
    private static final Map<String, Circle> ACTIONS = sorted(Map.ofEntries(
            Map.entry("signIn.submit", Circle.ANYONE),
            Map.entry("signIn.alreadySignedIn", Circle.ANYONE),
            Map.entry("signInAgain.confirm", Circle.SIGNED_IN),
            Map.entry("account.changePassword", Circle.SIGNED_IN),
            Map.entry("account.signOutOthers", Circle.SIGNED_IN),
            Map.entry("users.find", Circle.CONSOLE),
            Map.entry("groupEdit.open", Circle.CONSOLE),
            Map.entry("liveSessions.refresh", Circle.CONSOLE),
            Map.entry("audit.find", Circle.CONSOLE),
            Map.entry("audit.clear", Circle.CONSOLE),
            Map.entry("audit.open", Circle.CONSOLE),
            Map.entry("auditCheck.start", Circle.CONSOLE),
            Map.entry("tryIt.run", Circle.CONSOLE),
            Map.entry("tryIt.take", Circle.CONSOLE),
            Map.entry("tryIt.suggest", Circle.CONSOLE),
            Map.entry("policyRuns.runTests", Circle.CONSOLE),
            Map.entry("policyRuns.runReplay", Circle.CONSOLE),
            Map.entry("liveWorkers.refresh", Circle.CONSOLE),
            Map.entry("policy.check", Circle.CONSOLE),
            Map.entry("policyVersions.look", Circle.CONSOLE),
            Map.entry("permissionModes.open", Circle.CONSOLE),
            Map.entry("permissionModes.suggest", Circle.CONSOLE),
            Map.entry("permissionModes.people", Circle.CONSOLE)));

    /** The JSON boundary, as {@code METHOD path}. Whose thing it is, and who may answer, each call decides further. */
    static final Map<String, Circle> CALLS = sorted(Map.ofEntries(
            Map.entry("GET /api/audit/export", Circle.CONSOLE),
            Map.entry("GET /api/approvals", Circle.SIGNED_IN),
            Map.entry("GET /api/approvals/count", Circle.SIGNED_IN),
            Map.entry("POST /api/approvals/denials", Circle.SIGNED_IN),
            Map.entry("GET /api/approvals/of/{session}", Circle.SIGNED_IN),
            Map.entry("GET /api/approvals/{id}", Circle.SIGNED_IN),
            Map.entry("POST /api/approvals/{id}", Circle.SIGNED_IN),
            Map.entry("GET /api/approvals/{id}/context", Circle.SIGNED_IN),
            Map.entry("GET /api/claude-md", Circle.SIGNED_IN),
            Map.entry("PUT /api/claude-md", Circle.SIGNED_IN),
            Map.entry("GET /api/conversations", Circle.SIGNED_IN),
            Map.entry("POST /api/conversations", Circle.SIGNED_IN),
            Map.entry("DELETE /api/conversations/{id}", Circle.SIGNED_IN),
            Map.entry("PATCH /api/conversations/{id}", Circle.SIGNED_IN),
            Map.entry("POST /api/conversations/{id}/restore", Circle.SIGNED_IN),
            Map.entry("GET /api/freeze", Circle.SIGNED_IN),
            Map.entry("GET /api/leases", Circle.SIGNED_IN),
            Map.entry("POST /api/leases", Circle.SIGNED_IN),
            Map.entry("POST /api/leases/break-glass", Circle.ADMINISTRATORS),
            Map.entry("GET /api/leases/count", Circle.SIGNED_IN),
            Map.entry("GET /api/leases/own", Circle.SIGNED_IN),
            Map.entry("POST /api/leases/{id}/end", Circle.SIGNED_IN),
            Map.entry("POST /api/leases/{id}/grant", Circle.SIGNED_IN),
            Map.entry("POST /api/leases/{id}/refuse", Circle.SIGNED_IN),
            Map.entry("POST /api/leases/{id}/withdraw", Circle.SIGNED_IN),
            Map.entry("GET /api/me", Circle.SIGNED_IN),
            Map.entry("PUT /api/me/theme", Circle.SIGNED_IN),
            Map.entry("GET /api/sessions/{id}", Circle.SIGNED_IN),
            Map.entry("GET /api/sessions/{id}/blobs/{sha256}", Circle.SIGNED_IN),
            Map.entry("POST /api/sessions/{id}/commands", Circle.SIGNED_IN),
            Map.entry("GET /api/sessions/{id}/history", Circle.SIGNED_IN),
            Map.entry("POST /api/sign-in-again", Circle.SIGNED_IN),
            Map.entry("GET /api/status", Circle.SIGNED_IN)));

    /** Servlets of our own, by a GET. */
    static final Map<String, Circle> SERVLETS = sorted(Map.ofEntries(
            Map.entry("/sign-out", Circle.SIGNED_IN), Map.entry("/policy.schema.json", Circle.SIGNED_IN)));

    private AccessTable() {}

    static Circle action(String name) {
        return ACTIONS.getOrDefault(name, Circle.ADMINISTRATORS);
    }

    private static Map<String, Circle> sorted(Map<String, Circle> table) {
        return new TreeMap<>(table);
    }
}
