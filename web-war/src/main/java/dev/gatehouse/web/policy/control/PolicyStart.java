package dev.gatehouse.web.policy.control;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** There is a policy in force before anyone can ask for a grant. */
@Singleton
@Startup
@DependsOn("Migration")
@TransactionManagement(TransactionManagementType.BEAN)
public class PolicyStart {

    @Inject
    private PolicyVersions versions;

    @PostConstruct
    void begin() {
        versions.followConfiguration();
    }
}
