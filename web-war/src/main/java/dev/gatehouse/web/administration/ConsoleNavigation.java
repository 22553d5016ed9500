package dev.gatehouse.web.administration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletContext;
import java.net.MalformedURLException;
import java.util.List;

/** The pages of the console in the order of the menu; in pages {@code console}. Who may open them: security. */
@Named("console")
@ApplicationScoped
public class ConsoleNavigation {

    /** @param key by which a page says which one it is */
    public record Entry(String key, String label, String path) {}

    private static final List<Entry> ALL = List.of(
            new Entry("dashboard", "Dashboard", "/admin/dashboard.xhtml"),
            new Entry("users", "Users", "/admin/users.xhtml"),
            new Entry("groups", "Groups", "/admin/groups.xhtml"),
            new Entry("permission-modes", "Permission modes", "/admin/permission-modes.xhtml"),
            new Entry("policy", "Policy", "/admin/policy.xhtml"),
            new Entry("try-it", "Try it", "/admin/try-it.xhtml"),
            new Entry("conformance", "Conformance", "/admin/conformance.xhtml"),
            new Entry("audit", "Audit", "/admin/audit.xhtml"),
            new Entry("sessions", "Live sessions", "/admin/sessions.xhtml"));

    private static final String APPROVALS = "/approvals.xhtml";

    private List<Entry> entries;
    private boolean approvals;

    protected ConsoleNavigation() {}

    /** What this WAR has. */
    @Inject
    public ConsoleNavigation(ServletContext context) {
        entries = ALL.stream().filter(each -> has(context, each.path())).toList();
        approvals = has(context, APPROVALS);
    }

    private static boolean has(ServletContext context, String path) {
        try {
            return context.getResource(path) != null;
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    public List<Entry> getEntries() {
        return entries;
    }

    public boolean isApprovals() {
        return approvals;
    }

    /** What the menu says for this page. */
    public String label(String key) {
        return entries.stream()
                .filter(each -> each.key().equals(key))
                .map(Entry::label)
                .findFirst()
                .orElse("Administration");
    }
}
