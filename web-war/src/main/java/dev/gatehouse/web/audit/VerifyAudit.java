package dev.gatehouse.web.audit;

import dev.gatehouse.web.audit.chain.ChainKey;
import dev.gatehouse.web.audit.chain.ChainVerifier;
import dev.gatehouse.web.audit.chain.Finding;
import dev.gatehouse.web.audit.chain.HeadFile;
import dev.gatehouse.web.audit.chain.JdbcRows;
import dev.gatehouse.web.audit.chain.UncheckedSqlException;
import dev.gatehouse.web.audit.chain.Verdict;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The command that checks an audit with no portal: the data folder is its one argument. Of the H2 file it checks a
 * copy, so the portal may run meanwhile; another database is named by {@code GATEHOUSE_DATASOURCE_URL}, {@code …_USER}
 * and {@code …_PASSWORD}. Ends with 0 if all is as it was written, 1 if not, 2 if it could not be checked.
 */
public final class VerifyAudit {

    private static final int INTACT = 0;
    private static final int TAMPERED = 1;
    private static final int UNCHECKED = 2;

    /** A copy taken in the middle of a write can be unusable. */
    private static final int ATTEMPTS = 3;

    /**
     * What the server takes for the password of H2 where {@code gatehouse.datasource.password} is empty: the
     * placeholder of the data source itself, as it replaces it by no empty value.
     */
    private static final String NO_PASSWORD = "${MPCONFIG=gatehouse.datasource.password}";

    private final PrintStream out;

    public VerifyAudit(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        if (arguments.length != 1 || arguments[0].isBlank()) {
            out.println("Name the data folder.");
            System.exit(UNCHECKED);
        }
        System.exit(new VerifyAudit(out).run(Path.of(arguments[0])));
    }

    public int run(Path data) {
        try {
            Verdict verdict = verify(data);
            out.println(verdict.rows() + " rows, " + verdict.first() + " to " + verdict.last() + ", in "
                    + verdict.took().toMillis() + " ms; signed heads vouch for rows up to " + verdict.lastSigned()
                    + ".");
            verdict.findings().stream().map(Finding::message).forEach(out::println);
            out.println(verdict.intact() ? "The audit is as it was written." : "The audit is NOT as it was written.");
            return verdict.intact() ? INTACT : TAMPERED;
        } catch (IOException | SQLException | UncheckedSqlException | IllegalArgumentException e) {
            out.println("The audit could not be checked: " + e.getMessage());
            return UNCHECKED;
        }
    }

    private static Verdict verify(Path data) throws IOException, SQLException {
        String url = System.getenv("GATEHOUSE_DATASOURCE_URL");
        if (url != null && !url.isBlank()) {
            return verify(data, url, System.getenv("GATEHOUSE_DATASOURCE_USER"), password());
        }
        for (int attempt = 1; ; attempt++) {
            Path copies = Files.createTempDirectory("gatehouse-audit");
            Path copy = copies.resolve("gatehouse.mv.db");
            try {
                Files.copy(data.resolve("web/gatehouse.mv.db"), copy);
                String file = "jdbc:h2:file:" + copies.resolve("gatehouse")
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;IFEXISTS=TRUE";
                return verify(data, file, "gatehouse", password().isEmpty() ? NO_PASSWORD : password());
            } catch (SQLException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            } finally {
                Files.deleteIfExists(copy);
                Files.deleteIfExists(copies.resolve("gatehouse.trace.db"));
                Files.deleteIfExists(copies);
            }
        }
    }

    private static Verdict verify(Path data, String url, String user, String password)
            throws IOException, SQLException {
        ChainKey key = ChainKey.read(data.resolve("secrets/audit.key"));
        try (Connection connection = DriverManager.getConnection(url, user, password)) {
            return new ChainVerifier(new JdbcRows(connection), new HeadFile(data.resolve("audit-heads")), key)
                    .verify(read -> {});
        }
    }

    private static String password() {
        String password = System.getenv("GATEHOUSE_DATASOURCE_PASSWORD");
        return password == null ? "" : password;
    }
}
