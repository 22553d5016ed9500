package dev.gatehouse.web.audit.chain;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the audit by plain JDBC, so that it can be checked with no portal running. */
public final class JdbcRows implements AuditRows {

    private static final String COLUMNS = "entry_number, recorded_at, happened_at, kind, session_id, seq, owner_id,"
            + " actor_id, tool, ref, mode, outcome, step, rule_text, derived, policy_version, latency_millis, withheld,"
            + " salt, summary, detail, commitment, mac";

    private final Connection connection;

    public JdbcRows(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Ends ends() {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "select last_number, last_mac, first_number, before_first_mac from audit_head where id = 1")) {
            return found.next()
                    ? new Ends(found.getLong(1), found.getString(2), found.getLong(3), found.getString(4))
                    : new Ends(0, "", 1, "");
        } catch (SQLException e) {
            throw new UncheckedSqlException(e);
        }
    }

    @Override
    public List<AuditRow> behind(long number, int most) {
        String query = "select " + COLUMNS + " from audit_entry where entry_number > ? order by entry_number limit ?";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setLong(1, number);
            statement.setInt(2, most);
            statement.setFetchSize(most);
            var rows = new ArrayList<AuditRow>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(row(found));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new UncheckedSqlException(e);
        }
    }

    private static AuditRow row(ResultSet found) throws SQLException {
        AuditFacts facts = new AuditFacts(
                Instant.ofEpochMilli(found.getLong(3)),
                kind(found.getString(4)),
                found.getString(5),
                number(found, 6),
                found.getString(7),
                found.getString(8),
                found.getString(9),
                found.getString(10),
                found.getString(11),
                found.getString(12),
                found.getString(13),
                found.getString(14),
                found.getObject(15) == null ? null : found.getBoolean(15),
                number(found, 16),
                number(found, 17),
                found.getString(18));
        Optional<AuditContent> content = found.getString(19) == null
                ? Optional.empty()
                : Optional.of(new AuditContent(found.getString(19), found.getString(20), found.getString(21)));
        return new AuditRow(
                found.getLong(1),
                Instant.ofEpochMilli(found.getLong(2)),
                facts,
                content,
                found.getString(22),
                found.getString(23));
    }

    /** A name nobody of us wrote must not end the verification: the row's mac will not fit. */
    private static AuditKind kind(String name) {
        try {
            return AuditKind.valueOf(name);
        } catch (IllegalArgumentException e) {
            return AuditKind.EVENT_UNREADABLE;
        }
    }

    private static Long number(ResultSet found, int column) throws SQLException {
        long value = found.getLong(column);
        return found.wasNull() ? null : value;
    }
}
