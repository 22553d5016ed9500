package dev.gatehouse.agent.isolation;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** Marks of workers: the same beginning for all of one data directory, so that a later agent knows its leftovers. */
final class WorkerMarks {

    private final String agent;

    WorkerMarks(Path data) {
        this.agent = UUID.nameUUIDFromBytes(
                        data.toAbsolutePath().normalize().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "/";
    }

    Map<String, String> next() {
        return Map.of(Confinement.MARK, agent + UUID.randomUUID());
    }

    /** What all marks of this data directory begin with. */
    String common() {
        return agent;
    }

    boolean ofThisAgent(String mark) {
        return mark.startsWith(agent);
    }
}
