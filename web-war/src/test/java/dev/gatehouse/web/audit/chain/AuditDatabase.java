package dev.gatehouse.web.audit.chain;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.Flyway;

/** An audit in a database of its own, written as the portal writes it. */
final class AuditDatabase implements AutoCloseable {

    static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    static final byte[] SECRET = "a key for tests, of 32 bytes! 123".getBytes();
    static final ChainKey KEY = new ChainKey(SECRET);

    private static final String USER = "gatehouse";

    /** As the server takes it where none is set. */
    private static final String PASSWORD = "${MPCONFIG=gatehouse.datasource.password}";

    private static final String[] TOOLS = {"Bash", "Read", "Edit", "Write", "Grep", "Glob"};

    private static final String INSERT = "insert into audit_entry (entry_number, recorded_at, happened_at, kind,"
            + " session_id, seq, owner_id, actor_id, tool, ref, mode, outcome, step, rule_text, derived, policy_version,"
            + " latency_millis, withheld, salt, summary, detail, commitment, mac)"
            + " values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

    /** Places among the values whose columns are no texts. */
    private static final Set<Integer> NULLABLE_NUMBERS = Set.of(5, 15, 16);

    private static final int DERIVED = 14;

    private final Connection connection;
    private final ChainEnd end = new ChainEnd(KEY, 0, "");

    AuditDatabase() throws SQLException {
        this("jdbc:h2:mem:" + UUID.randomUUID()
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1");
    }

    AuditDatabase(String url) throws SQLException {
        Flyway.configure()
                .dataSource(url, USER, PASSWORD)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        connection = DriverManager.getConnection(url, USER, PASSWORD);
    }

    AuditRows rows() {
        return new JdbcRows(connection);
    }

    /** Tool calls of one session, a minute apart. */
    void write(int calls) throws SQLException {
        for (int i = 0; i < calls; i++) {
            write(call(end.number() + 1));
        }
    }

    static AuditDraft call(long number) {
        return new AuditDraft(AuditKind.TOOL_FINISHED, START.plus(Duration.ofMinutes(number)))
                .session("b6c1a0f2-0f6e-4f0a-9b59-2f6f6a1f8a11", number)
                .owner("0d5e7c3c-3f55-4ea8-9f56-51f0a4d3a5cb")
                .tool("Bash")
                .ref("toolu_" + number)
                .mode("default")
                .allowed(true)
                .rule("Bash(make *)", false)
                .content("make " + number, "{\"input\":{\"command\":\"make " + number + "\"}}");
    }

    void write(AuditDraft draft) throws SQLException {
        AuditRow row = end.next(draft, draft.facts().at());
        insert(row);
        update("update audit_head set last_number = " + row.number() + ", last_mac = '" + row.mac() + "'");
    }

    SignedHead head() {
        return SignedHead.of(end.number(), end.mac(), START, KEY);
    }

    int update(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    String value(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            return found.next() ? found.getString(1) : null;
        }
    }

    /** Calls of fifty people with six tools and one seldom used, a second apart, one in twenty denied. */
    void writeInBatches(int rows, int batch) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            for (int i = 1; i <= rows; i++) {
                AuditDraft draft = new AuditDraft(AuditKind.TOOL_FINISHED, START.plusSeconds(i))
                        .session("session-" + i / 100, i)
                        .owner("p" + i / 100 % 50)
                        .tool(i % 1000 == 0 ? "WebFetch" : TOOLS[i % TOOLS.length])
                        .ref("toolu_" + i)
                        .mode("default")
                        .allowed(i % 20 != 0)
                        .content("make " + i, "{\"input\":{\"command\":\"make " + i + "\"}}");
                bind(statement, end.next(draft, START.plusSeconds(i)));
                statement.addBatch();
                if (i % batch == 0 || i == rows) {
                    statement.executeBatch();
                    connection.commit();
                }
            }
        }
        connection.setAutoCommit(true);
        update("update audit_head set last_number = " + end.number() + ", last_mac = '" + end.mac() + "'");
    }

    int count(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            int rows = 0;
            while (found.next()) {
                rows++;
            }
            return rows;
        }
    }

    private void insert(AuditRow row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            bind(statement, row);
            statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, AuditRow row) throws SQLException {
        AuditFacts facts = row.facts();
        Object[] values = {
            row.number(),
            row.recordedAt().toEpochMilli(),
            facts.at().toEpochMilli(),
            facts.kind().name(),
            facts.session(),
            facts.seq(),
            facts.owner(),
            facts.actor(),
            facts.tool(),
            facts.ref(),
            facts.mode(),
            facts.outcome(),
            facts.step(),
            facts.rule(),
            facts.derived(),
            facts.policyVersion(),
            facts.latencyMillis(),
            facts.withheld(),
            row.content().map(AuditContent::salt).orElse(null),
            row.content().map(AuditContent::summary).orElse(null),
            row.content().map(AuditContent::detail).orElse(null),
            row.commitment(),
            row.mac()
        };
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                statement.setNull(
                        i + 1,
                        NULLABLE_NUMBERS.contains(i) ? Types.BIGINT : i == DERIVED ? Types.BOOLEAN : Types.VARCHAR);
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
