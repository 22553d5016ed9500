package dev.gatehouse.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Date;
import org.junit.jupiter.api.Test;

/** The rules the agent's structure keeps; the README's design notes say why each is there. */
class ArchitectureTest {

    private static final String CONTRACT = "dev.gatehouse.contract..";
    private static final JavaClasses AGENT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.gatehouse.agent", "dev.gatehouse.contract");

    @Test
    void theContractImportsNothingOfOurs() {
        noClasses()
                .that()
                .resideInAPackage(CONTRACT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.gatehouse.agent..", "dev.gatehouse.web..", "dev.gatehouse.launcher..")
                .check(AGENT);
    }

    @Test
    void theMiniSdkIsPlainJavaAndJson() {
        classes()
                .that()
                .resideInAPackage("dev.gatehouse.agent.claude..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "jakarta.json..", CONTRACT, "dev.gatehouse.agent.claude..")
                .check(AGENT);
    }

    @Test
    void onlyTheMiniSdkAndTheIsolationStartProcesses() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.gatehouse.agent.claude..", "dev.gatehouse.agent.isolation..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Runtime.class)
                .because("what is started elsewhere is started without isolation and ended by nobody")
                .check(AGENT);
    }

    @Test
    void controlAndEntityNeverImportBoundary() {
        noClasses()
                .that()
                .resideInAnyPackage("..control..", "..entity..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..boundary..")
                .allowEmptyShould(true)
                .check(AGENT);
    }

    @Test
    void componentsAreFreeOfCycles() {
        slices().matching("dev.gatehouse.agent.(*)..").should().beFreeOfCycles().check(AGENT);
    }

    @Test
    void nobodyPrintsToStandardStreams() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(AGENT);
    }

    @Test
    void onlyTheTokenLibraryMakesUsUseDates() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.gatehouse.contract.ServiceToken")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Date.class)
                .check(AGENT);
    }

    @Test
    void theAgentHasNoDatabase() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.persistence..", "java.sql..", "javax.sql..")
                .check(AGENT);
    }
}
