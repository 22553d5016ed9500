package dev.gatehouse.web.policy.boundary;

import dev.gatehouse.web.policy.control.Freezes;
import dev.gatehouse.web.policy.entity.ActiveFreeze;
import dev.gatehouse.web.policy.entity.Subject;
import dev.gatehouse.web.security.control.PortalCaller;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Whether Claude is stopped for whoever looks at the page; in pages {@code freeze}. */
@Named("freeze")
@RequestScoped
public class FreezeBacking {

    @Inject
    private Viewer viewer;

    @Inject
    private Freezes freezes;

    private List<String> reasons;

    /** Why; empty if it is not stopped, or nobody is signed in. */
    public List<String> getReasons() {
        if (reasons == null) {
            reasons = viewer.caller().map(this::reasonsFor).orElse(List.of());
        }
        return reasons;
    }

    /** For the banner. */
    public String getText() {
        return String.join(" · ", getReasons());
    }

    private List<String> reasonsFor(PortalCaller caller) {
        return freezes.stopping(new Subject(caller.account(), caller.username(), caller.groups())).stream()
                .map(ActiveFreeze::reason)
                .distinct()
                .toList();
    }
}
