package dev.gatehouse.web.audit.chain;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * How long page, filter and verification of a large audit take. Arguments: the JDBC address of an empty database, and
 * the number of rows.
 */
public final class AuditBenchmark {

    private static final int BATCH = 1000;
    private static final int RUNS = 7;
    private static final String NEWEST = " order by entry_number desc limit 25";

    private AuditBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        int rows = Integer.parseInt(arguments[1]);
        try (var audit = new AuditDatabase(arguments[0])) {
            long started = System.nanoTime();
            audit.writeInBatches(rows, BATCH);
            out.printf("%d rows written in %d s%n", rows, (System.nanoTime() - started) / 1_000_000_000);
            String all = "select * from audit_entry";
            time(out, audit, "first page", all + NEWEST);
            time(out, audit, "page 400", all + NEWEST + " offset 9975");
            time(out, audit, "denied", all + " where outcome = 'DENIED'" + NEWEST);
            time(out, audit, "one tool", all + " where tool = 'WebFetch'" + NEWEST);
            time(out, audit, "one person", all + " where (owner_id = 'p7' or actor_id = 'p7')" + NEWEST);
            time(out, audit, "a tool nobody used", all + " where tool = 'None'" + NEWEST);
            time(out, audit, "text found often", all + " where lower(summary) like '%make 99%'" + NEWEST);
            time(out, audit, "text found nowhere", all + " where lower(summary) like '%nowhere%'" + NEWEST);
            time(
                    out,
                    audit,
                    "decisions per hour",
                    "select happened_at / 3600000, outcome, count(*) from audit_entry where kind = 'TOOL_FINISHED'"
                            + " and happened_at >= (select max(happened_at) - 86400000 from audit_entry)"
                            + " group by happened_at / 3600000, outcome");
            Verdict verdict = new ChainVerifier(audit.rows(), new HeadFile(Path.of("no-heads")), AuditDatabase.KEY)
                    .verify(read -> {});
            out.printf(
                    "verification of %d rows: %d ms, intact %s%n",
                    verdict.rows(), verdict.took().toMillis(), verdict.intact());
        }
    }

    private static void time(PrintStream out, AuditDatabase audit, String what, String query) throws SQLException {
        long[] micros = new long[RUNS];
        int found = 0;
        for (int i = 0; i < RUNS; i++) {
            long started = System.nanoTime();
            found = audit.count(query);
            micros[i] = (System.nanoTime() - started) / 1000;
        }
        Arrays.sort(micros);
        out.printf("%-20s %6d rows, median %8.1f ms%n", what, found, micros[RUNS / 2] / 1000.0);
    }
}
