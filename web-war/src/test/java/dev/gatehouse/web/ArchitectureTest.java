package dev.gatehouse.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rules web's structure keeps. */
class ArchitectureTest {

    private static final JavaClasses WEB = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.gatehouse.web");

    @Test
    void componentsAreFreeOfCycles() {
        slices().matching("dev.gatehouse.web.(*)..").should().beFreeOfCycles().check(WEB);
    }

    @Test
    void controlAndEntityNeverImportBoundary() {
        noClasses()
                .that()
                .resideInAnyPackage("..control..", "..entity..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..boundary..")
                .check(WEB);
    }

    @Test
    void onlyComponentsWithEntitiesKnowTheDatabase() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.gatehouse.web.accounts..",
                        "dev.gatehouse.web.security..",
                        "dev.gatehouse.web.chat..",
                        "dev.gatehouse.web.feed..",
                        "dev.gatehouse.web.approvals..",
                        "dev.gatehouse.web.leases..",
                        "dev.gatehouse.web.policy..",
                        "dev.gatehouse.web.audit..",
                        "dev.gatehouse.web.tryit..",
                        "dev.gatehouse.web.configuration..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.persistence..")
                .check(WEB);
    }

    @Test
    void webStartsNoProcessAndReadsNoAgentClass() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("dev.gatehouse.agent..")
                .check(WEB);
    }

    @Test
    void nobodyPrintsToStandardStreams() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(WEB);
    }
}
