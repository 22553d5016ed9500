package dev.gatehouse.agent.events;

import static dev.gatehouse.agent.events.TestLog.notice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class SessionStoreTest {

    @TempDir
    Path directory;

    private Path data;
    private SessionStore store;
    private final SessionId session = SessionId.random();

    @BeforeEach
    void open() {
        data = directory.resolve("data");
        store = SessionStore.open(data, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void restart() {
        store.close();
        open();
    }

    @Test
    void aSessionIsCreatedClosedAndOpenedAgainWithItsPast() {
        EventEnvelope first;
        try (EventLog log = store.create(session)) {
            first = log.append(notice("one"), Force.DISK);
        }
        restart();
        List<EventEnvelope> past = new ArrayList<>();
        try (EventLog log = store.open(session, past::add)) {
            assertEquals(List.of(first), past);
            assertEquals(2, log.append(notice("two"), Force.NONE).seq());
        }
        assertEquals(List.of(session), store.list());
    }

    @Test
    void aStartLooksOnlyIntoSessionsThatWereNotAtRest() {
        store.create(session).append(notice("one"), Force.DISK);
        store.rest(session);
        assertEquals(List.of(session), store.inUse(), "an open one is never at rest");
        restart();
        assertEquals(List.of(session), store.inUse(), "closed by the end of the agent, or by a crash");
        store.open(session, event -> {}).close();
        store.rest(session);
        restart();
        assertEquals(List.of(), store.inUse());
        assertEquals(List.of(session), store.list());

        store.open(session, event -> {}).append(notice("two"), Force.DISK);
        restart();
        assertEquals(List.of(session), store.inUse());
    }

    @Test
    void aSessionIsOpenOnceAndOthersAreIndependent() {
        store.create(session).append(notice("one"), Force.NONE);

        refused(ProblemCode.CONFLICT, () -> store.open(session, event -> {}));
        refused(ProblemCode.CONFLICT, () -> store.create(session));
        refused(ProblemCode.SESSION_NOT_FOUND, () -> store.open(SessionId.random(), event -> {}));
        refused(ProblemCode.SESSION_NOT_FOUND, () -> store.blobs(SessionId.random()));
        store.create(SessionId.random()).append(notice("other"), Force.NONE);
        assertEquals(2, store.list().size());
        restart();
        refused(ProblemCode.ALREADY_EXISTS, () -> store.create(session));
    }

    @Test
    void aFailedOpeningDoesNotKeepTheSessionLocked() throws Exception {
        try (EventLog log = store.create(session)) {
            log.append(notice("one"), Force.NONE);
        }
        assertThrows(
                IllegalStateException.class,
                () -> store.open(session, event -> {
                    throw new IllegalStateException("cannot rebuild");
                }));
        store.open(session, event -> {}).close();
    }

    @Test
    void nobodyElseCanReadWhatIsThere() throws Exception {
        store.create(session).append(notice("one"), Force.NONE);
        store.blobs(session).store(new byte[] {1}, "image/png");
        try (Stream<Path> all = Files.walk(data)) {
            for (Path each : all.toList()) {
                String expected = Files.isDirectory(each) ? "rwx------" : "rw-------";
                assertEquals(
                        expected,
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(each)),
                        () -> each.toString());
            }
        }
    }

    @Test
    void twoAgentsCannotUseOneDirectory() {
        GatehouseException refused =
                assertThrows(GatehouseException.class, () -> SessionStore.open(data, Clock.systemUTC()));

        assertEquals(ProblemCode.CONFLICT, refused.problem().code());
        assertTrue(refused.getMessage().contains(data.toString()), "names the directory");
    }

    @Test
    void aStoreThatCannotStartGivesTheDirectoryFree() throws Exception {
        store.close();
        String node = Files.readString(data.resolve("node"));
        Files.writeString(data.resolve("node"), "rubbish");
        assertThrows(GatehouseException.class, () -> SessionStore.open(data, Clock.systemUTC()));
        Files.writeString(data.resolve("node"), node);
        open();

        assertEquals(node.strip(), store.feed().node().toString());
    }

    @Test
    void aDeletedSessionIsGoneWithAllItsFilesAndItsIdIsNotUsedAgain() throws Exception {
        EventLog log = store.create(session);
        log.append(notice("one"), Force.NONE);
        store.blobs(session).store(new byte[] {1}, "image/png");
        Subscription reader = log.subscribe(1);
        store.delete(session);

        assertEquals(List.of(), store.list());
        assertFalse(store.exists(session));
        assertEquals(List.of(), reader.take(java.time.Duration.ofSeconds(5)));
        assertEquals(Optional.of(Subscription.End.LOG_CLOSED), reader.ended());
        refused(ProblemCode.SESSION_NOT_FOUND, () -> store.open(session, event -> {}));
        refused(ProblemCode.ALREADY_EXISTS, () -> store.create(session));
        try (Stream<Path> left = Files.list(data.resolve("sessions"))) {
            assertEquals(0, left.count());
        }
        store.delete(session);
    }

    @Test
    void anInterruptedRemovalIsFinishedAtTheNextStartAndFollowsNoLink() throws Exception {
        store.close();
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("kept"), "x");
        Path doomed = data.resolve("sessions/.deleted-" + session + "-x/blobs");
        Files.createDirectories(doomed);
        Files.writeString(doomed.resolve("blob"), "x");
        Files.createSymbolicLink(doomed.resolve("link"), outside);
        open();

        assertFalse(Files.exists(doomed.getParent()));
        assertTrue(Files.exists(outside.resolve("kept")));
    }

    @Test
    void aSessionThatDiedBeforeItsFirstEventHasNeverBeen() {
        store.create(session);
        assertEquals(List.of(), store.list());
        restart();

        assertFalse(store.exists(session));
        store.create(session).append(notice("one"), Force.NONE);
        assertEquals(List.of(session), store.list());
    }

    @Test
    void oneDamagedSessionDoesNotKeepTheOthersFromStarting() throws Exception {
        try (EventLog log = store.create(session)) {
            log.append(notice("one"), Force.NONE);
            log.append(notice("two"), Force.NONE);
        }
        store.close();
        Path file = data.resolve("sessions/" + session + "/events.ndjson");
        Files.writeString(file, Files.readString(file).replace("\"seq\":1", "\"seq\":9") + "{\"unfinished");
        TestLog.quiet();
        open();

        assertEquals(List.of(session), store.list());
        refused(ProblemCode.INTERNAL, () -> store.open(session, event -> {}));
        store.create(SessionId.random()).append(notice("works"), Force.NONE);
    }

    private static void refused(ProblemCode code, Executable call) {
        assertEquals(
                code, assertThrows(GatehouseException.class, call).problem().code());
    }
}
