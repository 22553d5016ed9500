package dev.gatehouse.agent.isolation;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks for programs of the system. */
final class Programs {

    private Programs() {}

    static Optional<Path> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Stream.of(path.split(File.pathSeparator))
                .filter(each -> !each.isEmpty())
                .map(each -> Path.of(each).toAbsolutePath().resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
