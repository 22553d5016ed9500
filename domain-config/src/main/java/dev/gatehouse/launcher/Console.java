package dev.gatehouse.launcher;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the person at the terminal sees: our own steps with the seconds since the start, and the servers' complaints.
 */
final class Console {

    /** The form {@code logging.properties} gives each record; what follows without it belongs to the record before. */
    private static final Pattern RECORD =
            Pattern.compile("(SEVERE|WARNING|INFO|CONFIG|FINE|FINER|FINEST) ([\\w.$]*): .*");

    /** Payara asks for settings of the application before it has read the application's defaults. */
    private static final String TOO_EARLY = "MicroProfile Config: property 'gatehouse.";

    private final PrintStream out;
    private final long start = System.nanoTime();
    private final Map<String, Boolean> showing = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    Console(PrintStream out) {
        this.out = out;
    }

    void step(String text) {
        double seconds = (System.nanoTime() - start) / 1e9;
        out.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds, text));
    }

    void say(String text) {
        out.println(text);
    }

    /** From here on, only what went wrong is worth a line. */
    void stopping() {
        stopping = true;
    }

    /** Shows a server's line if it is a warning, ours, or not a log record at all (the JVM's own words). */
    void fromServer(String server, String line) {
        Matcher log = RECORD.matcher(line);
        if (line.startsWith("\t")) {
            return; // the frames of a stack trace are in the log file
        }
        boolean show = log.matches()
                ? showing.merge(server, worthShowing(log), (before, now) -> now)
                : showing.getOrDefault(server, true) && !stopping;
        if (show) {
            out.println("[" + server + "] " + line);
        }
    }

    private boolean worthShowing(Matcher log) {
        return switch (log.group(1)) {
            case "SEVERE", "WARNING" -> !log.group().contains(TOO_EARLY);
            default -> log.group(2).startsWith("dev.gatehouse") && !stopping;
        };
    }
}
