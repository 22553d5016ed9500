package dev.gatehouse.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import java.util.Date;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules web's structure keeps; the README's design notes say why each is there. */
class ArchitectureTest {

    private static final String WEB = "dev.gatehouse.web.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.gatehouse.web");

    @Test
    void webKnowsTheAgentOnlyByTheContract() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.gatehouse.agent..", "dev.gatehouse.launcher..")
                .check(CLASSES);
    }

    @Test
    void webStartsNoProcess() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Runtime.class)
                .check(CLASSES);
    }

    @Test
    void controlAndEntityNeverImportBoundary() {
        noClasses()
                .that()
                .resideInAnyPackage("..control..", "..entity..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..boundary..")
                .check(CLASSES);
    }

    /**
     * A boundary asks who is there, and security asks who that is: doors may look into any component, nobody into them.
     */
    @Test
    void componentsAreFreeOfCyclesBehindTheirDoors() {
        slices().assignedFrom(new DoorsApart()).should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyComponentsWithEntitiesImportPersistence() {
        Set<String> components = CLASSES.stream()
                .filter(each -> each.isAnnotatedWith(Entity.class) || each.isAnnotatedWith(Converter.class))
                .map(ArchitectureTest::component)
                .collect(toSet());
        noClasses()
                .that(DescribedPredicate.describe(
                        "are in a component without entities", each -> !components.contains(component(each))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.persistence..")
                .check(CLASSES);
    }

    @Test
    void nobodyPrintsToStandardStreams() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
    }

    @Test
    void nobodyUsesDates() {
        noClasses().should().dependOnClassesThat().areAssignableTo(Date.class).check(CLASSES);
    }

    /** {@code accounts} of {@code dev.gatehouse.web.accounts.control}. */
    private static String component(JavaClass type) {
        return type.getPackageName().startsWith(WEB)
                ? type.getPackageName().substring(WEB.length()).split("\\.")[0]
                : "";
    }

    /** Each component twice: its boundary, and what is behind it. */
    private static final class DoorsApart implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String door = type.getPackageName().contains(".boundary") ? "boundary of " : "";
            return component(type).isEmpty() ? SliceIdentifier.ignore() : SliceIdentifier.of(door + component(type));
        }

        @Override
        public String getDescription() {
            return "components of web, their boundaries apart";
        }
    }
}
