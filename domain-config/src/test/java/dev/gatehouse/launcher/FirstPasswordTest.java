package dev.gatehouse.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstPasswordTest {

    private static final Map<String, String> NONE_GIVEN = Map.of();
    private static final Map<String, String> GIVEN = Map.of("GATEHOUSE_ADMIN_PASSWORD", "correct horse battery");

    @TempDir
    Path data;

    private Path web;
    private Path secrets;

    @BeforeEach
    void folders() throws IOException {
        web = Files.createDirectory(data.resolve("web"));
        secrets = Files.createDirectory(data.resolve("secrets"));
    }

    @Test
    void theFirstStartShowsAGeneratedPasswordOnceAndKeepsItNowhere() throws IOException {
        FirstPassword first = start(NONE_GIVEN);
        String handed = Files.readString(first.handedToWeb());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(first.handedToWeb())));
        webMakesTheAccount(first);
        assertEquals(Optional.of(handed), first.toShow());
        first.done();
        assertNothingIsLeftOf(handed);
        assertEquals(Optional.empty(), start(NONE_GIVEN).toShow());
    }

    @Test
    void aGeneratedPasswordIsReadableAndHasMoreThan96Bits() throws IOException {
        String one = Files.readString(start(NONE_GIVEN).handedToWeb());
        assertTrue(one.matches("([a-hjkmnp-z2-9]{4}-){4}[a-hjkmnp-z2-9]{4}"), one);
        assertTrue(20 * Math.log(31) / Math.log(2) > 96);
        Files.delete(secrets.resolve("admin-password-not-yet-shown"));
        assertNotEquals(one, Files.readString(start(NONE_GIVEN).handedToWeb()));
    }

    @Test
    void aGivenPasswordIsHandedOverAndNeverShown() throws IOException {
        FirstPassword first = start(GIVEN);
        assertEquals("correct horse battery", Files.readString(first.handedToWeb()));
        webMakesTheAccount(first);
        assertEquals(Optional.empty(), first.toShow());
        first.done();
        assertNothingIsLeftOf("correct horse battery");
    }

    @Test
    void afterAStartBrokenOffBeforeTheAccountTheSamePasswordIsShown() throws IOException {
        String handed = Files.readString(start(NONE_GIVEN).handedToWeb());
        FirstPassword again = start(NONE_GIVEN);
        assertEquals(handed, Files.readString(again.handedToWeb()));
        webMakesTheAccount(again);
        assertEquals(Optional.of(handed), again.toShow());
    }

    @Test
    void afterAStartBrokenOffBetweenTheAccountAndTheShowingItIsStillShown() throws IOException {
        FirstPassword first = start(NONE_GIVEN);
        String handed = Files.readString(first.handedToWeb());
        webMakesTheAccount(first);
        assertEquals(Optional.of(handed), start(GIVEN).toShow(), "the account has it, whatever is given now");
    }

    @Test
    void aDatabaseWithoutTheAccountYetGetsTheSamePasswordAgain() throws IOException {
        String handed = Files.readString(start(NONE_GIVEN).handedToWeb());
        Files.createFile(web.resolve("gatehouse.mv.db"));
        assertEquals(handed, Files.readString(start(NONE_GIVEN).handedToWeb()));
    }

    @Test
    void aGivenPasswordThatWebRefusedDoesNotComeBack() throws IOException {
        start(Map.of("GATEHOUSE_ADMIN_PASSWORD", "aaaaaaaaaaaaaa"));
        FirstPassword again = start(NONE_GIVEN);
        assertEquals(Optional.of(Files.readString(again.handedToWeb())), Optional.of(secretKept()));
        assertNotEquals("aaaaaaaaaaaaaa", secretKept());
    }

    @Test
    void aPasswordThatAnExistingDatabaseDidNotTakeIsNotShown() throws IOException {
        FirstPassword first = start(NONE_GIVEN);
        assertTrue(Files.exists(first.handedToWeb()));
        assertEquals(Optional.empty(), first.toShow());
        first.done();
        assertFalse(Files.exists(first.handedToWeb()));
        assertFalse(Files.exists(start(NONE_GIVEN).handedToWeb()), "the database is elsewhere and has accounts");
    }

    @Test
    void aPasswordTooShortIsRefusedBeforeAnythingStarts() {
        LaunchException refusal =
                assertThrows(LaunchException.class, () -> start(Map.of("GATEHOUSE_ADMIN_PASSWORD", "short")));
        assertFalse(refusal.getMessage().contains("short"), refusal.getMessage());
    }

    private FirstPassword start(Map<String, String> environment) throws IOException {
        FirstPassword password = new FirstPassword(web, secrets);
        password.prepare(environment);
        return password;
    }

    private void webMakesTheAccount(FirstPassword password) throws IOException {
        Path database = web.resolve("gatehouse.mv.db");
        if (!Files.exists(database)) {
            Files.createFile(database);
        }
        Files.delete(password.handedToWeb());
    }

    private String secretKept() throws IOException {
        return Files.readString(secrets.resolve("admin-password-not-yet-shown"));
    }

    private void assertNothingIsLeftOf(String password) throws IOException {
        try (var files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(Files.readString(file).contains(password), file::toString);
            }
        }
    }
}
