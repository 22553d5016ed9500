package dev.gatehouse.agent.workspaces;

import dev.gatehouse.agent.configuration.UidRange;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Ids;
import dev.gatehouse.contract.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which uid is whose, in a file of one {@code owner uid} a line. An entry is never taken out, so a uid is never given
 * again: a file left anywhere on the host by a former owner must not become somebody else's.
 *
 * <p>Taken from a random place of the range, so that two agents on one host which were given the same range do not hand
 * out the same uids one after the other. The last of the range belongs to nobody: trials run under it.
 */
final class OwnerUids {

    private static final Path SYSTEM_USERS = Path.of("/etc/passwd");

    private final Path file;
    private final UidRange range;

    OwnerUids(Path file, UidRange range) {
        this.file = file;
        this.range = range;
    }

    /** The owner's uid, given now if there is none yet; it is on the disk before it is returned. */
    synchronized int of(UUID owner) throws IOException {
        Map<UUID, Integer> given = read();
        Integer known = given.get(owner);
        if (known != null) {
            return known;
        }
        int uid = free(given);
        given.put(owner, uid);
        write(given);
        return uid;
    }

    synchronized Set<Integer> all() throws IOException {
        return Set.copyOf(read().values());
    }

    private int free(Map<UUID, Integer> given) throws IOException {
        Set<Integer> taken = systemUids();
        taken.addAll(given.values());
        int choices = range.size() - 1;
        int start = choices < 1 ? 0 : ThreadLocalRandom.current().nextInt(choices);
        return IntStream.range(0, choices)
                .map(step -> range.first() + (start + step) % choices)
                .filter(uid -> !taken.contains(uid))
                .findFirst()
                .orElseThrow(() -> new GatehouseException(
                        ProblemCode.INTERNAL,
                        "No OS user is left for another person: the operator must widen gatehouse.worker-uid-range."));
    }

    /** @throws IOException if a line is not ours: guessing here could give one uid to two owners. */
    private Map<UUID, Integer> read() throws IOException {
        Map<UUID, Integer> given = new LinkedHashMap<>();
        if (Files.notExists(file)) {
            return given;
        }
        for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
            String[] parts = line.split(" ");
            try {
                int uid = Integer.parseInt(parts[1]);
                if (given.containsValue(uid) || given.put(Ids.uuid(parts[0]), uid) != null) {
                    throw new IOException(file + " gives a user twice: " + line);
                }
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw new IOException(file + " is damaged at the line: " + line, e);
            }
        }
        return given;
    }

    private void write(Map<UUID, Integer> given) throws IOException {
        String lines = given.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                .collect(Collectors.joining());
        Files.createDirectories(file.getParent());
        DurableFile.replace(file, lines.getBytes(StandardCharsets.US_ASCII));
    }

    private static Set<Integer> systemUids() throws IOException {
        try (Stream<String> users = Files.lines(SYSTEM_USERS, StandardCharsets.ISO_8859_1)) {
            return users.map(line -> line.split(":"))
                    .filter(fields -> fields.length > 2 && fields[2].matches("\\d{1,9}"))
                    .map(fields -> Integer.valueOf(fields[2]))
                    .collect(Collectors.toCollection(HashSet::new));
        }
    }
}
