package dev.gatehouse.agent.workspaces;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * A person's place on this host.
 *
 * @param uid the OS user that owns the directories; empty where workers share the agent's
 * @param project working directory of workers
 * @param config the CLI's own directory ({@code CLAUDE_CONFIG_DIR})
 * @param home {@code HOME}
 * @param tmp {@code TMPDIR}
 */
public record Workspace(UUID owner, OptionalInt uid, Path project, Path config, Path home, Path tmp) {

    static Workspace at(Path directory, UUID owner, OptionalInt uid) {
        return new Workspace(
                owner,
                uid,
                directory.resolve("project"),
                directory.resolve("config"),
                directory.resolve("home"),
                directory.resolve("tmp"));
    }
}
