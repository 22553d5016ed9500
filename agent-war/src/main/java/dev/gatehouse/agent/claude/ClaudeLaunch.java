package dev.gatehouse.agent.claude;

import dev.gatehouse.contract.PermissionMode;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How one CLI process is started (PROTOCOL §1, DIFF §2).
 *
 * @param prefix the command that the isolation puts before the executable; empty for none
 * @param workingDirectory the workspace
 * @param environment the complete environment of the process: nothing is inherited
 * @param allowDangerouslySkipPermissions whether bypass may be entered later; root is refused with it
 * @param settings the {@code --settings} object; holds no secret, as every user of the machine can read it
 * @param appendSystemPrompt goes into {@code initialize}, as {@code --setting-sources=} keeps CLAUDE.md out
 */
public record ClaudeLaunch(
        Path executable,
        List<String> prefix,
        Path workingDirectory,
        Map<String, String> environment,
        PermissionMode permissionMode,
        boolean allowDangerouslySkipPermissions,
        Optional<String> model,
        JsonObject settings,
        Start start,
        Optional<String> appendSystemPrompt) {

    /**
     * Tools no worker has, whatever its rules say. Scheduling and worktrees would act where nobody looks; SendMessage
     * and ListAgents reach other workers (DIFF §1.2); EnterPlanMode lets the model leave {@code dontAsk} (DIFF, mode
     * traps): a mode is changed by a person. ExitPlanMode stays, or plan would be a dead end.
     */
    public static final List<String> ALWAYS_DISALLOWED = List.of(
            "SendMessage",
            "ListAgents",
            "EnterPlanMode",
            "EnterWorktree",
            "ExitWorktree",
            "CronCreate",
            "CronDelete",
            "CronList",
            "ScheduleWakeup",
            "Workflow");

    public ClaudeLaunch {
        prefix = List.copyOf(prefix);
        environment = Map.copyOf(environment);
    }

    /** A session of the CLI's own, begun or gone on with; its id is not Gatehouse's session id. */
    public sealed interface Start {

        UUID sessionId();

        /** Fails with exit code 1 if the session has a transcript already ({@link ClaudeExit#sessionIdInUse}). */
        record New(UUID sessionId) implements Start {}

        /** Fails with exit code 1 if the session has no transcript ({@link ClaudeExit#noConversation}). */
        record Resume(UUID sessionId) implements Start {}
    }

    /** The command line. Every value is part of its flag, so that no value can become a flag. */
    public List<String> command() {
        List<String> command = new ArrayList<>(prefix);
        command.add(executable.toString());
        command.addAll(List.of(
                "--output-format=stream-json",
                "--input-format=stream-json",
                "--verbose",
                "--include-partial-messages",
                "--permission-prompt-tool=stdio",
                "--permission-mode=" + permissionMode.wireName()));
        if (allowDangerouslySkipPermissions) {
            command.add("--allow-dangerously-skip-permissions");
        }
        command.addAll(List.of(
                "--setting-sources=",
                "--strict-mcp-config",
                "--settings=" + settings,
                "--disallowedTools=" + String.join(",", ALWAYS_DISALLOWED)));
        model.ifPresent(name -> command.add("--model=" + name));
        command.add(
                switch (start) {
                    case Start.New(UUID id) -> "--session-id=" + id;
                    case Start.Resume(UUID id) -> "--resume=" + id;
                });
        return List.copyOf(command);
    }
}
