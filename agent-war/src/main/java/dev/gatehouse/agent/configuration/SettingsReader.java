package dev.gatehouse.agent.configuration;

import dev.gatehouse.contract.SettingNames;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Typed look-ups that collect every fault, so that an operator mends all of them at once. */
final class SettingsReader {

    private final Iterable<String> present;
    private final Function<String, Optional<String>> source;
    private final Set<String> known = new TreeSet<>();
    private final List<String> faults = new ArrayList<>();

    /**
     * @param present names that are set, of environment variables too
     * @param source value of a name, empty if it is not set
     */
    SettingsReader(Iterable<String> present, Function<String, Optional<String>> source) {
        this.present = present;
        this.source = source;
    }

    String text(String name, String fallback) {
        return value(name, text -> text, "a text", fallback);
    }

    boolean flag(String name, boolean fallback) {
        return value(
                name,
                text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException("neither");
                },
                "true or false",
                fallback);
    }

    int number(String name, int fallback, int least, int most) {
        return value(
                name,
                text -> inRange(Integer.valueOf(text), least, most),
                "a whole number from " + least + " to " + most,
                fallback);
    }

    Duration duration(String name, Duration fallback, Duration least, Duration most) {
        return value(
                name,
                text -> inRange(Duration.parse(text), least, most),
                "an ISO 8601 duration from " + least + " to " + most + ", for example PT30M",
                fallback);
    }

    <T> T value(String name, Function<String, T> parse, String allowed, T fallback) {
        return optional(name, parse, allowed).orElse(fallback);
    }

    <T> Optional<T> required(String name, Function<String, T> parse, String allowed) {
        int before = faults.size();
        Optional<T> value = optional(name, parse, allowed);
        if (value.isEmpty() && faults.size() == before) {
            fault(name + " is not set; it must be " + allowed);
        }
        return value;
    }

    /** The value itself stays out of the message: a secret pasted into the wrong setting must not reach the log. */
    <T> Optional<T> optional(String name, Function<String, T> parse, String allowed) {
        known.add(name);
        try {
            return source.apply(name)
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .map(parse);
        } catch (IllegalArgumentException | DateTimeException e) {
            fault(name + " is not acceptable; it must be " + allowed);
            return Optional.empty();
        }
    }

    void fault(String fault) {
        faults.add(fault);
    }

    /** @throws ConfigurationException if anything read was at fault, or something is set that nobody reads. */
    void finish() {
        SettingNames.faults(present).forEach(this::fault);
        if (!faults.isEmpty()) {
            throw new ConfigurationException(faults);
        }
    }

    /** The names that were asked for. */
    Set<String> known() {
        return Set.copyOf(known);
    }

    private static <T extends Comparable<T>> T inRange(T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("out of range");
        }
        return value;
    }
}
