package dev.gatehouse.web.audit.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.web.audit.chain.AuditFacts;
import dev.gatehouse.web.audit.chain.AuditKind;
import dev.gatehouse.web.audit.chain.AuditRow;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditCsvTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"})
    void noCellIsAFormula(String text) {
        assertEquals("\"'" + text + "\"", AuditCsv.cell(text));
    }

    @Test
    void quotesAndLineEndsStayInTheirCell() {
        assertEquals("\"a \"\"b\"\",\r\nc\"", AuditCsv.cell("a \"b\",\r\nc"));
        assertEquals("\"\"", AuditCsv.cell(""));
        assertEquals("\"plain = text\"", AuditCsv.cell("plain = text"));
    }

    @Test
    void theHeaderNamesEveryColumnOfALine() {
        var row = new AuditRow(
                1,
                Instant.EPOCH,
                new AuditFacts(
                        Instant.EPOCH,
                        AuditKind.SIGNED_IN,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null),
                Optional.empty(),
                null,
                "m");
        assertEquals(
                AuditCsv.HEADER.split(",").length, AuditCsv.line(row, Map.of()).split(",").length);
    }
}
