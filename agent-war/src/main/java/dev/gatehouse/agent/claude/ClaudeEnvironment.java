package dev.gatehouse.agent.claude;

import java.nio.file.Path;
import java.util.Map;

/** The part of a worker's environment that is the same everywhere (PROTOCOL §1). */
public final class ClaudeEnvironment {

    private ClaudeEnvironment() {}

    /**
     * The caller adds {@code HOME}, {@code PATH}, {@code LANG} and the model access; nothing else is inherited.
     *
     * @param configDirectory where the CLI keeps transcripts and credentials; a resume needs the same one
     */
    public static Map<String, String> fixed(Path configDirectory) {
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
