package dev.gatehouse.web.approvals.control;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Keeps the table of questions small. */
@Singleton
@Startup
@DependsOn("Migration")
@TransactionManagement(TransactionManagementType.BEAN)
public class Forgetting {

    @Inject
    private OpenQuestions questions;

    @Schedule(hour = "*", minute = "17", persistent = false)
    void forget() {
        questions.forgetOld();
    }
}
