package dev.gatehouse.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.contract.ContractJson.MalformedException;
import dev.gatehouse.contract.Verdict.Outcome;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The wire form of dry runs, rule checks and conformance, against the files under {@code golden/dryrun}. */
class DryRunJsonTest {

    private static final UUID PERSON = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final ToolCall CALL = new ToolCall(
            "Bash", Json.createObjectBuilder().add("command", "curl x").build());
    private static final ToolDecision DECISION = new ToolDecision(
            false, ToolDecision.Step.DENY_RULE, Optional.of("denied"), Optional.of("Bash(curl *)"), true);
    private static final ConformanceTable TABLE = new ConformanceTable(
            "2.1.330",
            Samples.AT,
            List.of(PermissionMode.DEFAULT, PermissionMode.AUTO),
            List.of(new ConformanceTable.Row("Read a file", List.of(Outcome.RUNS, Outcome.DEPENDS))));

    static Stream<Record> samples() {
        return Stream.of(
                new DryRunRequest(
                        PERSON,
                        PermissionMode.DEFAULT,
                        Set.of(PermissionMode.AUTO),
                        new Rules(List.of("Bash(curl *)"), List.of(), List.of("Read")),
                        List.of(CALL),
                        true),
                new DryRunReport(
                        "2.1.330",
                        List.of(
                                new Verdict(Outcome.DENIED, Optional.of(DECISION), Optional.empty(), List.of()),
                                new Verdict(
                                        Outcome.DEPENDS,
                                        Optional.empty(),
                                        Optional.of("It depends."),
                                        List.of(new Verdict.Branch(
                                                "If flagged", Outcome.DENIED, Optional.of(DECISION)))))),
                new RuleCheck(new Rules(List.of("Bash("), List.of("WebFetch"), List.of("Read"))),
                new RuleCheckReport(
                        "2.1.330",
                        List.of(new RuleCheckReport.Finding(
                                RuleCheckReport.RuleList.DENY,
                                0,
                                "Bash(",
                                RuleCheckReport.Kind.NOT_UNDERSTOOD,
                                "Not understood.",
                                Optional.of("Bash")))),
                new ConformanceStatus(
                        Optional.of("2.1.330"),
                        ConformanceStatus.Phase.RUNNING,
                        3,
                        2,
                        Optional.of("why"),
                        Optional.of(TABLE),
                        Optional.of(TABLE),
                        List.of(new ConformanceStatus.Difference(
                                "Read a file", PermissionMode.AUTO, Optional.of(Outcome.ASKS), Optional.empty())),
                        true),
                new ConformanceAcceptance("2.1.330", "ab".repeat(32)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isWrittenAndReadAsTheGoldenFileSays(Record sample) throws IOException {
        JsonObject written = ContractJson.write(sample);
        assertEquals(golden(sample, written), written);
        assertEquals(sample, ContractJson.read(sample.getClass(), golden(sample, written)));
    }

    @Test
    void aRequestHasBoundsAndItsModeIsAlwaysAllowed() {
        var one = new DryRunRequest(PERSON, PermissionMode.PLAN, Set.of(), Rules.NONE, List.of(CALL), false);
        assertEquals(Set.of(PermissionMode.PLAN), one.allowed());

        JsonObject json = ContractJson.write(one);
        JsonObject none = Json.createObjectBuilder(json).remove("calls").build();
        assertThrows(MalformedException.class, () -> ContractJson.read(DryRunRequest.class, none));
        List<ToolCall> tooMany = Collections.nCopies(DryRunRequest.MAX_CALLS + 1, CALL);
        assertThrows(
                IllegalArgumentException.class,
                () -> new DryRunRequest(PERSON, PermissionMode.PLAN, Set.of(), Rules.NONE, tooMany, false));
        assertThrows(IllegalArgumentException.class, () -> new ToolCall(" ", CALL.input()));
    }

    @Test
    void aTablesDigestIsOfItsContentAndNotOfItsDate() {
        var later = new ConformanceTable("2.1.330", Samples.AT.plusSeconds(1), TABLE.modes(), TABLE.rows());
        var other = new ConformanceTable(
                "2.1.330",
                Samples.AT,
                TABLE.modes(),
                List.of(new ConformanceTable.Row("Read a file", List.of(Outcome.RUNS, Outcome.ASKS))));
        assertEquals(TABLE.digest(), later.digest());
        assertNotEquals(TABLE.digest(), other.digest());
    }

    private static JsonObject golden(Record sample, JsonObject written) throws IOException {
        String name = "/golden/dryrun/" + sample.getClass().getSimpleName() + ".json";
        try (InputStream file = DryRunJsonTest.class.getResourceAsStream(name)) {
            assertNotNull(file, () -> "there is no " + name + ": it should hold " + written);
            return ContractJson.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
