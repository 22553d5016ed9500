package dev.gatehouse.agent.events;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A store whose disk is full from one moment to another. */
public final class FragileDisk {

    private final List<FragileFile> files = new ArrayList<>();
    private boolean full;

    public SessionStore open(Path data, Clock clock) {
        return SessionStore.open(data, clock, path -> {
            FragileFile file = new FragileFile(new DiskFile(path));
            files.add(file);
            file.roomFor(room());
            return file;
        });
    }

    public void full(boolean now) {
        full = now;
        files.forEach(file -> file.roomFor(room()));
    }

    private long room() {
        return full ? 0 : Long.MAX_VALUE;
    }
}
