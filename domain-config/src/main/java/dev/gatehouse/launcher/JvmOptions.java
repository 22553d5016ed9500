package dev.gatehouse.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code jvm.options} file: one option a line, {@code #} for remarks, and an optional prefix that limits a line to
 * Java versions ({@code 24-:} from 24 on, {@code 21-23:} up to 23, {@code 25:} only 25), since a JVM refuses options it
 * does not know.
 */
final class JvmOptions {

    private static final Pattern LINE = Pattern.compile("(?:(\\d+)(-)?(\\d+)?:)?(-.+)");

    private JvmOptions() {}

    /** @throws LaunchException on a line that is neither an option nor a remark. */
    static List<String> read(Path file, int javaVersion) throws IOException {
        return Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> option(file, line, javaVersion))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> option(Path file, String line, int version) {
        Matcher parsed = LINE.matcher(line);
        if (!parsed.matches()) {
            throw new LaunchException(file + ": this is no JVM option: " + line);
        }
        if (parsed.group(1) == null) {
            return Optional.of(parsed.group(4));
        }
        int from = Integer.parseInt(parsed.group(1));
        int to = parsed.group(3) != null
                ? Integer.parseInt(parsed.group(3))
                : parsed.group(2) != null ? Integer.MAX_VALUE : from;
        return version >= from && version <= to ? Optional.of(parsed.group(4)) : Optional.empty();
    }
}
