package dev.gatehouse.web.configuration;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Typed look-ups; what is not acceptable is told in one line that names the setting and what it may be. */
final class SettingsReader {

    private final Function<String, Optional<String>> source;

    /** @param source value of a name, empty if it is not set */
    SettingsReader(Function<String, Optional<String>> source) {
        this.source = source;
    }

    String text(String name) {
        return value(name, text -> text, "a text");
    }

    boolean flag(String name) {
        return choice(name, text -> Optional.of(text).filter(each -> each.matches("true|false")), "true", "false")
                .equals("true");
    }

    int number(String name, int least, int most) {
        return value(
                name,
                text -> inRange(Integer.valueOf(text), least, most),
                "a whole number from " + least + " to " + most);
    }

    Duration duration(String name, Duration least, Duration most) {
        return value(
                name,
                text -> inRange(Duration.parse(text), least, most),
                "an ISO 8601 duration from " + least + " to " + most + ", for example PT12H");
    }

    /** Scheme, host and port. */
    URI server(String name) {
        return value(name, SettingsReader::url, "http://host:port or https://host:port");
    }

    <T> T choice(String name, Function<String, Optional<T>> parse, Object... all) {
        String allowed = Arrays.stream(all).map(Object::toString).collect(Collectors.joining(", "));
        return value(name, text -> parse.apply(text).orElseThrow(IllegalArgumentException::new), "one of " + allowed);
    }

    <T> T value(String name, Function<String, T> parse, String allowed) {
        return optional(name, parse, allowed)
                .orElseThrow(() -> new ConfigurationException(name + " is not set; it must be " + allowed));
    }

    /** The value itself stays out of the message: a secret pasted into the wrong setting must not reach the log. */
    <T> Optional<T> optional(String name, Function<String, T> parse, String allowed) {
        try {
            return source.apply(name)
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .map(parse);
        } catch (RuntimeException e) {
            throw new ConfigurationException(name + " is not acceptable; it must be " + allowed);
        }
    }

    private static URI url(String text) {
        URI uri = URI.create(text);
        if (uri.getHost() == null || !uri.getScheme().matches("https?")) {
            throw new IllegalArgumentException("no server");
        }
        return uri;
    }

    private static <T extends Comparable<T>> T inRange(T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("out of range");
        }
        return value;
    }
}
