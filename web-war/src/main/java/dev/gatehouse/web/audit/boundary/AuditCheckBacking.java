package dev.gatehouse.web.audit.boundary;

import dev.gatehouse.web.audit.chain.Finding;
import dev.gatehouse.web.audit.chain.Verdict;
import dev.gatehouse.web.audit.control.Verification;
import dev.gatehouse.web.audit.control.Verification.State;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Locale;

/** Checking the audit from its page: begin, see how far it is, read what was found. */
@Named("auditCheck")
@RequestScoped
public class AuditCheckBacking {

    @Inject
    private Viewer viewer;

    @Inject
    private Verification verification;

    /** Changes nothing but adds a row that tells of it, so an auditor may. */
    public void start() {
        viewer.requireAuditor();
        verification.start(viewer.actor());
    }

    public State getState() {
        viewer.requireAuditor();
        return verification.state();
    }

    public Verdict getVerdict() {
        return getState().verdict().orElse(null);
    }

    public List<Finding> getFindings() {
        return getState().verdict().map(Verdict::findings).orElse(List.of());
    }

    public String getFailure() {
        return getState().failure().orElse("");
    }

    public String getWhen() {
        return getState().startedAt().map(AuditLine::time).orElse("");
    }

    public String getSeconds() {
        return getState()
                .verdict()
                .map(verdict ->
                        String.format(Locale.ROOT, "%.1f", verdict.took().toMillis() / 1000.0))
                .orElse("");
    }
}
