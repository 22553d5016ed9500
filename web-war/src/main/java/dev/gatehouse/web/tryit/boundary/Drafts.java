package dev.gatehouse.web.tryit.boundary;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.policy.control.AccountNames;
import dev.gatehouse.web.policy.control.PolicyDrafts;
import dev.gatehouse.web.policy.control.PolicyText;
import dev.gatehouse.web.policy.entity.PolicyDocument;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.io.Serializable;

/** The draft that is to be tried. */
@RequestScoped
public class Drafts implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private PolicyDrafts drafts;

    @Inject
    private AccountNames names;

    public boolean isThere() {
        return drafts.present().isPresent();
    }

    /** @throws GatehouseException {@code NOT_FOUND} without a draft, {@code POLICY_INVALID} if it has errors */
    public PolicyDocument require() {
        String text = drafts.present()
                .orElseThrow(() -> new GatehouseException(
                        ProblemCode.NOT_FOUND, "There is no draft now. Begin one on the page Policy."))
                .document();
        return PolicyText.read(text, names).require();
    }
}
