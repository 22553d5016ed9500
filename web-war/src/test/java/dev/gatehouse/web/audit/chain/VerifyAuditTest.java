package dev.gatehouse.web.audit.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.web.audit.VerifyAudit;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, on a data folder as the run command makes it, with the database in use. */
class VerifyAuditTest {

    @TempDir
    Path data;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private int run() {
        said.reset();
        return new VerifyAudit(new PrintStream(said, true, StandardCharsets.UTF_8)).run(data);
    }

    @Test
    void checksAPortalThatRunsAndNamesWhatIsWrong() throws Exception {
        assertEquals(2, run(), "there is nothing yet");
        Files.createDirectories(data.resolve("web"));
        Files.createDirectories(data.resolve("secrets"));
        Path key = data.resolve("secrets/audit.key");
        Files.writeString(key, Base64.getUrlEncoder().encodeToString(AuditDatabase.SECRET));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        try (var audit = new AuditDatabase("jdbc:h2:file:" + data.resolve("web/gatehouse")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;USER=gatehouse")) {
            audit.write(10);
            new HeadFile(data.resolve("audit-heads")).append(audit.head());
            assertEquals(0, run(), said.toString(StandardCharsets.UTF_8));
            audit.update("update audit_entry set tool = 'Read' where entry_number = 4");
            assertEquals(1, run(), said.toString(StandardCharsets.UTF_8));
            assertTrue(said.toString(StandardCharsets.UTF_8).contains("Row 4 is not as it was written"));
        }
    }
}
