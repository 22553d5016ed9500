package dev.gatehouse.agent.claude;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ClaudeIsPlainJavaTest {

    @Test
    void itKnowsOnlyJavaJsonAndTheContract() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "jakarta.json..", "dev.gatehouse.contract..", "dev.gatehouse.agent.claude..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.gatehouse.agent.claude"));
    }
}
