package dev.gatehouse.agent.claude;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The part of a worker's environment that is the same everywhere (PROTOCOL §1). */
public final class ClaudeEnvironment {

    private ClaudeEnvironment() {}

    /**
     * All but the model access and what the confinement adds: nothing is inherited.
     *
     * @param configDirectory where the CLI keeps transcripts and credentials; a resume needs the same one
     */
    public static Map<String, String> complete(Path configDirectory, Path home, Path temporary) {
        Map<String, String> environment = new HashMap<>(fixed(configDirectory));
        environment.put("HOME", home.toString());
        environment.put("TMPDIR", temporary.toString());
        environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        environment.put("LANG", "C.UTF-8");
        environment.put("SHELL", "/bin/bash");
        return environment;
    }

    static Map<String, String> fixed(Path configDirectory) {
        return Map.of(
                "CLAUDE_CONFIG_DIR", configDirectory.toString(),
                "CLAUDE_CODE_ENTRYPOINT", "gatehouse",
                "CLAUDE_CODE_EMIT_SESSION_STATE_EVENTS", "1",
                "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1",
                "DISABLE_AUTOUPDATER", "1",
                "DISABLE_TELEMETRY", "1",
                "DISABLE_ERROR_REPORTING", "1");
    }
}
