package dev.gatehouse.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every Java source of the reactor is formatted alike. The formatter runs here rather than as a Maven plugin because it
 * parses with the compiler of the JVM it runs in, and Maven's own JVM may be older than the sources' release.
 *
 * <p>{@code mvn -q -pl ear/lib test -Dtest=SourceFormatTest -Dgatehouse.format=apply} rewrites what differs.
 */
class SourceFormatTest {

    private static final Path ROOT = Path.of(System.getProperty("gatehouse.sources"));

    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .formatJavadoc(true)
            .build());

    @Test
    void everySourceIsFormatted() throws IOException {
        List<String> rewritten =
                sources().filter(this::rewrite).map(Path::toString).toList();
        assertEquals(List.of(), rewritten, "not formatted; see the Javadoc of this test for the command that mends it");
    }

    private static Stream<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !ROOT.relativize(file).toString().contains("target/"))
                    .toList()
                    .stream();
        }
    }

    /** @return whether the source differs from its formatted form and was left so. */
    private boolean rewrite(Path file) {
        try {
            String source = Files.readString(file);
            String formatted = formatter.formatSource(ImportOrderer.reorderImports(
                    RemoveUnusedImports.removeUnusedImports(source), JavaFormatterOptions.Style.PALANTIR));
            if (formatted.equals(source)) {
                return false;
            }
            if ("apply".equals(System.getProperty("gatehouse.format"))) {
                Files.writeString(file, formatted);
                return false;
            }
            return true;
        } catch (FormatterException e) {
            throw new AssertionError(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
