package dev.gatehouse.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.contract.AgentEvent.ToolStarted;
import dev.gatehouse.contract.PermissionMode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** After Ctrl-C, in the middle of work. */
class LeftBehindIT {

    private static final int UIDS = 20;

    /** A range nobody else uses, so that what is found is this pair's. */
    private final int first = 400_000 + ThreadLocalRandom.current().nextInt(1_000) * UIDS;

    @Test
    void noProcessNoPortNoFileAndNoFolderIsLeft() throws Exception {
        RunningPair pair = RunningPair.start(
                "left-behind",
                Map.of(
                        "GATEHOUSE_WORKER_UID_RANGE",
                        first + "-" + (first + UIDS - 1),
                        "GATEHOUSE_ISOLATION_REQUIRED_FOR_BYPASS",
                        "none"));
        String folder = pair.data().getParent().toString();
        List<URI> servers = List.of(pair.web("/"), pair.agent("/"));
        try (PortalClient person = PortalClient.newUser(pair);
                Talk talk = Talk.begin(person, PermissionMode.BYPASS_PERMISSIONS)) {
            talk.prompt(Scripts.of(Scripts.bash("setsid sleep 290 & env -i setsid sleep 291 & sleep 292")));
            talk.events().await(ToolStarted.class, each -> true);
            Await.until("the command runs", () -> ProcessTable.commands().anyMatch(each -> each.endsWith("sleep 292")));
            pair.close();
        }
        Await.until(
                "no process is left",
                Duration.ofSeconds(5),
                () -> processes(folder).isEmpty(),
                () -> "alive: " + processes(folder));
        for (URI server : servers) {
            assertThrows(ConnectException.class, () -> connect(server), server::toString);
        }
        assertFalse(Files.exists(Path.of(folder)), "the data folder of a test");
        assertEquals(List.of(), filesOfWorkers());
    }

    private List<String> processes(String folder) {
        return Stream.concat(
                        ProcessTable.mentioning(folder).stream(),
                        ProcessTable.ofUsers(uid -> uid >= first && uid < first + UIDS).stream())
                .distinct()
                .toList();
    }

    private static void connect(URI server) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), 2_000);
        }
    }

    /** Where every user of the machine may write. */
    private List<Path> filesOfWorkers() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path shared :
                List.of(Path.of(System.getProperty("java.io.tmpdir")), Path.of("/var/tmp"), Path.of("/dev/shm"))) {
            if (Files.isDirectory(shared)) {
                try (Stream<Path> files = Files.list(shared)) {
                    files.filter(this::belongsToAWorker).forEach(found::add);
                }
            }
        }
        return found;
    }

    private boolean belongsToAWorker(Path file) {
        try {
            int uid = (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            return uid >= first && uid < first + UIDS;
        } catch (IOException gone) {
            return false;
        }
    }
}
