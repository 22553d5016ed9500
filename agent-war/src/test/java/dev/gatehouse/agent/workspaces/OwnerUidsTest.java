package dev.gatehouse.agent.workspaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.agent.configuration.UidRange;
import dev.gatehouse.contract.GatehouseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerUidsTest {

    private static final UidRange RANGE = new UidRange(300_000, 300_010);

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void file() {
        file = directory.resolve("uids");
    }

    private OwnerUids uids() {
        return new OwnerUids(file, RANGE);
    }

    @Test
    void anOwnerKeepsTheUidForEver() throws IOException {
        UUID ada = UUID.randomUUID();
        int uid = uids().of(ada);
        assertTrue(RANGE.contains(uid));
        uids().of(UUID.randomUUID());
        assertEquals(uid, uids().of(ada));
        assertEquals(uid, uids().of(ada));
    }

    @Test
    void noTwoOwnersShareAndTheLastIsNobodys() throws IOException {
        Set<Integer> given = new HashSet<>();
        for (int i = 0; i < RANGE.size() - 1; i++) {
            assertTrue(given.add(uids().of(UUID.randomUUID())));
        }
        assertEquals(given, uids().all());
        assertTrue(given.stream().allMatch(uid -> RANGE.contains(uid) && uid != RANGE.last()));
        assertThrows(GatehouseException.class, () -> uids().of(UUID.randomUUID()));
    }

    @Test
    void ownersThatComeAtOnceShareNothing() throws Exception {
        OwnerUids uids = uids();
        List<UUID> owners = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            owners.add(UUID.randomUUID());
        }
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Integer>> answers = new ArrayList<>();
        try (var threads = Executors.newCachedThreadPool()) {
            for (int i = 0; i < 40; i++) {
                UUID owner = owners.get(i % owners.size());
                answers.add(threads.submit(() -> {
                    go.await();
                    return uids.of(owner);
                }));
            }
            go.countDown();
            for (int i = 0; i < answers.size(); i++) {
                assertEquals(
                        answers.get(i % owners.size()).get(), answers.get(i).get());
            }
        }
        assertEquals(owners.size(), uids().all().size());
    }

    @Test
    void aCrashWhileWritingLeavesTheOldFileInForce() throws IOException {
        UUID ada = UUID.randomUUID();
        int uid = uids().of(ada);
        Files.writeString(directory.resolve("uids.new"), "half a li");
        assertEquals(uid, uids().of(ada));
        uids().of(UUID.randomUUID());
        assertEquals(uid, uids().of(ada));
        assertEquals(2, uids().all().size());
    }

    @Test
    void aDamagedFileIsAnErrorAndNotAReasonToStartAnew() throws IOException {
        UUID ada = UUID.randomUUID();
        for (String damaged : List.of(
                ada + "\n",
                ada + " x\n",
                "ada 300001\n",
                ada + " 300001\n" + ada + " 300002\n",
                ada + " 300001\n" + UUID.randomUUID() + " 300001\n",
                ada.toString().toUpperCase() + "A 300001\n")) {
            Files.writeString(file, damaged);
            assertThrows(IOException.class, () -> uids().of(UUID.randomUUID()), damaged);
            assertEquals(damaged, Files.readString(file));
        }
    }

    @Test
    void aUidOfTheSystemIsPassedOver() throws IOException {
        int taken = Files.readAllLines(Path.of("/etc/passwd")).stream()
                .map(line -> Integer.parseInt(line.split(":")[2]))
                .filter(uid -> uid >= 1000)
                .findFirst()
                .orElseThrow();
        OwnerUids two = new OwnerUids(file, new UidRange(taken, taken + 1));
        assertThrows(GatehouseException.class, () -> two.of(UUID.randomUUID()));
    }
}
