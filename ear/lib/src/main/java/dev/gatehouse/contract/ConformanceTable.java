package dev.gatehouse.contract;

import dev.gatehouse.contract.Verdict.Outcome;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * What each permission mode does with each of the standard operations, measured on one version of Claude Code.
 *
 * @param modes the columns
 */
public record ConformanceTable(String cliVersion, Instant measuredAt, List<PermissionMode> modes, List<Row> rows) {

    public ConformanceTable {
        modes = List.copyOf(modes);
        rows = List.copyOf(rows);
        int columns = modes.size();
        if (rows.stream().anyMatch(row -> row.outcomes().size() != columns)) {
            throw new IllegalArgumentException("every row has one outcome per mode");
        }
    }

    /** @param operation for a person to read; the same in all versions of Gatehouse */
    public record Row(String operation, List<Outcome> outcomes) {

        public Row {
            outcomes = List.copyOf(outcomes);
        }
    }

    /** Says that two tables have the same content, whatever the date: SHA-256, hexadecimal. */
    public String digest() {
        StringBuilder text = new StringBuilder(cliVersion).append('\n').append(modes);
        rows.forEach(row -> text.append('\n').append(row.operation()).append(row.outcomes()));
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
