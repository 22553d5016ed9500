package dev.gatehouse.web.audit.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.web.audit.chain.Finding.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever can write to the database, and has not the key, is found out. */
class ChainVerifierTest {

    private static final int CALLS = 40;

    @TempDir
    Path folder;

    private AuditDatabase audit;

    @BeforeEach
    void write() throws SQLException, IOException {
        audit = new AuditDatabase();
        audit.write(CALLS);
        heads().append(audit.head());
    }

    @AfterEach
    void close() throws SQLException {
        audit.close();
    }

    private HeadFile heads() {
        return new HeadFile(folder.resolve("heads"));
    }

    private Verdict verify() throws IOException {
        return new ChainVerifier(audit.rows(), heads(), AuditDatabase.KEY).verify(read -> {});
    }

    private static Set<String> named(Verdict verdict) {
        Set<String> named = new TreeSet<>();
        verdict.findings().forEach(each -> named.add(each.fault() + " " + each.number()));
        return named;
    }

    @Test
    void anAuditThatNobodyTouchedIsIntact() throws Exception {
        Verdict verdict = verify();
        assertEquals(List.of(), verdict.findings());
        assertEquals(CALLS, verdict.rows());
        assertEquals(CALLS, verdict.lastSigned());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "happened_at = happened_at + 1",
                "recorded_at = 0",
                "kind = 'TOOL_STARTED'",
                "kind = 'NO_SUCH_KIND'",
                "session_id = null",
                "seq = 1",
                "owner_id = '00000000-0000-4000-8000-000000000000'",
                "actor_id = '00000000-0000-4000-8000-000000000000'",
                "tool = 'Read'",
                "ref = null",
                "mode = 'bypassPermissions'",
                "outcome = 'DENIED'",
                "step = 'PERSON'",
                "rule_text = 'Bash(*)'",
                "derived = true",
                "derived = null",
                "policy_version = 7",
                "latency_millis = 1",
                "withheld = 'by rule'",
                "summary = 'ls'",
                "summary = null",
                "detail = '{}'",
                "salt = '00000000000000000000000000000000'",
                "commitment = null",
                "mac = repeat('0', 64)",
            })
    void anAlteredRowIsFoundAndNamedAlone(String change) throws Exception {
        audit.update("update audit_entry set " + change + " where entry_number = 17");
        assertEquals(Set.of("ALTERED 17"), named(verify()));
    }

    @Test
    void aMissingRowIsFound() throws Exception {
        audit.update("delete from audit_entry where entry_number in (9, 20, 21)");
        assertEquals(Set.of("MISSING 9", "MISSING 20"), named(verify()));
    }

    @Test
    void aMissingFirstRowIsFound() throws Exception {
        audit.update("delete from audit_entry where entry_number = 1");
        assertEquals(Set.of("MISSING 1"), named(verify()));
        audit.update("update audit_head set first_number = 2");
        assertTrue(named(verify()).contains("MISSING 1"), "also when the beginning is moved");
    }

    @Test
    void aMissingRowIsFoundWhenTheOthersCloseUp() throws Exception {
        audit.update("delete from audit_entry where entry_number = 39");
        audit.update("update audit_entry set entry_number = 39 where entry_number = 40");
        audit.update("update audit_head set last_number = 39");
        Set<String> named = named(verify());
        assertTrue(named.contains("REORDERED 39") || named.contains("ALTERED 39"), named.toString());
        assertTrue(named.contains("TRUNCATED 40"), named.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 30})
    void rowsThatChangedPlacesAreFoundAndNamedAlone(int other) throws Exception {
        audit.update("update audit_entry set entry_number = -1 where entry_number = 5");
        audit.update("update audit_entry set entry_number = 5 where entry_number = " + other);
        audit.update("update audit_entry set entry_number = " + other + " where entry_number = -1");
        assertEquals(Set.of("REORDERED 5", "REORDERED " + other), named(verify()));
    }

    @Test
    void rowsCutOffTheEndAreFound() throws Exception {
        audit.update("delete from audit_entry where entry_number > 35");
        assertEquals(Set.of("TRUNCATED 36"), named(verify()));
    }

    @Test
    void rowsCutOffTheEndAreFoundByTheSignedHeadWhenTheDatabaseAgreesWithItself() throws Exception {
        audit.update("delete from audit_entry where entry_number > 35");
        String mac = audit.value("select mac from audit_entry where entry_number = 35");
        audit.update("update audit_head set last_number = 35, last_mac = '" + mac + "'");
        assertEquals(Set.of("TRUNCATED 36"), named(verify()));

        // what the head is for: without it nothing is noticed
        Files.delete(folder.resolve("heads"));
        assertEquals(Set.of(), named(verify()));
    }

    @Test
    void anInsertedRowIsFound() throws Exception {
        audit.update("insert into audit_entry (entry_number, happened_at, recorded_at, kind, mac)"
                + " values (41, 0, 0, 'SIGNED_IN', repeat('a', 64))");
        audit.update("update audit_head set last_number = 41, last_mac = repeat('a', 64)");
        assertEquals(Set.of("ALTERED 41"), named(verify()));
    }

    @Test
    void anotherAuditUnderTheSameKeyIsNotTheOneThatWasSigned() throws Exception {
        try (var second = new AuditDatabase()) {
            for (int i = 1; i <= CALLS; i++) {
                second.write(AuditDatabase.call(i).mode("plan"));
            }
            Verdict verdict = new ChainVerifier(second.rows(), heads(), AuditDatabase.KEY).verify(read -> {});
            assertEquals(Set.of("ALTERED " + CALLS), named(verdict));
        }
    }

    @Test
    void aLineOfTheHeadFileThatNobodySignedIsFound() throws Exception {
        SignedHead head = audit.head();
        String forged = (head.number() - 1) + head.line().substring(head.line().indexOf(' '));
        Files.writeString(folder.resolve("heads"), forged + "\nnonsense\n", StandardOpenOption.APPEND);
        assertEquals(
                List.of(Fault.HEAD_ALTERED, Fault.HEAD_ALTERED),
                verify().findings().stream().map(Finding::fault).toList());
    }

    @Test
    void anotherKeyFitsNowhere() throws Exception {
        var other = new ChainKey("another key for tests, 32 bytes!!".getBytes());
        Verdict verdict =
                new ChainVerifier(audit.rows(), new HeadFile(folder.resolve("none")), other).verify(read -> {});
        assertEquals(ChainVerifier.MOST_FINDINGS, verdict.findings().size());
    }

    @Test
    void contentThatRetentionTookAwayLeavesTheChainIntactAndAnyOtherIsNamed() throws Exception {
        String drop = "update audit_entry set salt = null, summary = null, detail = null where entry_number ";
        audit.update(drop + "between 3 and 5");
        assertEquals(Set.of("CONTENT_REMOVED 3", "CONTENT_REMOVED 4", "CONTENT_REMOVED 5"), named(verify()));

        var taken = new BitSet();
        taken.set(3, 6);
        audit.write(Retained.redacted(taken, "older than 30 days", AuditDatabase.START));
        assertEquals(Set.of(), named(verify()));

        audit.update(drop + "= 9");
        audit.update(drop + "= 41");
        assertTrue(named(verify()).containsAll(Set.of("CONTENT_REMOVED 9", "CONTENT_REMOVED 41")));
    }

    @Test
    void rowsThatRetentionRemovedLeaveTheChainIntact() throws Exception {
        String mac = audit.value("select mac from audit_entry where entry_number = 10");
        audit.write(Retained.pruned(10, mac, AuditDatabase.START));
        audit.update("delete from audit_entry where entry_number <= 10");
        audit.update("update audit_head set first_number = 11, before_first_mac = '" + mac + "'");
        assertEquals(Set.of(), named(verify()));

        // one more than was told
        String next = audit.value("select mac from audit_entry where entry_number = 11");
        audit.update("delete from audit_entry where entry_number = 11");
        audit.update("update audit_head set first_number = 12, before_first_mac = '" + next + "'");
        assertEquals(Set.of("MISSING 1"), named(verify()));
    }
}
