package dev.gatehouse.agent.claude;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Keeps what a process said, for tests to wait on. */
final class Recorder implements ClaudeListener {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<CliFrame> frames = new ArrayList<>();
    private final List<ClaudeExit> exits = new ArrayList<>();

    @Override
    public synchronized void onFrame(CliFrame frame) {
        frames.add(frame);
        notifyAll();
    }

    @Override
    public synchronized void onExit(ClaudeExit exit) {
        exits.add(exit);
        notifyAll();
    }

    synchronized List<CliFrame> frames() {
        return List.copyOf(frames);
    }

    synchronized <F extends CliFrame> List<F> all(Class<F> type) {
        return frames.stream().filter(type::isInstance).map(type::cast).toList();
    }

    synchronized List<ClaudeExit> exits() {
        return List.copyOf(exits);
    }

    <F extends CliFrame> F await(Class<F> type) {
        return await(type, frame -> true);
    }

    /** The first such frame, past or to come. */
    synchronized <F extends CliFrame> F await(Class<F> type, Predicate<F> condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<F> found = all(type).stream().filter(condition).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0 || !exits.isEmpty()) {
                throw new AssertionError("no such " + type.getSimpleName() + " among " + frames + ", " + exits);
            }
            try {
                wait(left);
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
        }
    }
}
