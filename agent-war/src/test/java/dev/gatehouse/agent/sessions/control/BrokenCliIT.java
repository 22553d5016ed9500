package dev.gatehouse.agent.sessions.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.SessionFailed;
import dev.gatehouse.contract.AgentEvent.SessionPhase;
import dev.gatehouse.contract.AgentEvent.TurnOutcome;
import dev.gatehouse.contract.AgentEvent.WorkerEnd;
import dev.gatehouse.contract.AgentEvent.WorkerEnded;
import dev.gatehouse.contract.Limits;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.launcher.ClaudeInstall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A CLI that misbehaves, and is mended: a script in its place does what the file beside it says. What was accepted is
 * answered once it is mended, exactly once.
 */
@Execution(ExecutionMode.CONCURRENT)
class BrokenCliIT {

    private static final String MENDED = "exec \"$CLI\" \"$@\"";

    private static Path directory;

    @BeforeAll
    static void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("gatehouse-fakes");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterAll
    static void removeDirectory() throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    /** A program that is the CLI in name and version, and behaves as it is told at its start. */
    private record FakeCli(Path program, Path behaviour) {

        static FakeCli doing(String behaviour) {
            return of("echo '2.1.330 (Claude Code)'", behaviour);
        }

        static FakeCli of(String version, String behaviour) {
            String name = UUID.randomUUID().toString();
            FakeCli fake = new FakeCli(directory.resolve(name), directory.resolve(name + ".sh"));
            fake.behave(behaviour);
            fake.write(fake.program, """
                    #!/bin/sh
                    CLI='%s'
                    if [ "$1" = --version ]; then %s; exit; fi
                    . '%s'
                    """.formatted(ClaudeInstall.pinned(), version, fake.behaviour));
            return fake;
        }

        void behave(String script) {
            write(behaviour, script + "\n");
        }

        private void write(Path file, String content) {
            try {
                Path written =
                        Files.writeString(directory.resolve(UUID.randomUUID().toString()), content);
                Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rwxr-xr-x"));
                Files.move(written, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        RealAgent agent() {
            return new RealAgent(RealAgent.Setup.real().executable(program).startDeadline(Duration.ofSeconds(10)));
        }
    }

    private static String answer() {
        return Steps.script(Steps.text("the answer"));
    }

    /** Fails with this code and text, keeps the prompt, and answers it with the next one once the CLI is mended. */
    private static void failsUntilMended(FakeCli cli, ProblemCode code, String text) {
        try (RealAgent agent = cli.agent()) {
            var conversation = agent.conversation(PermissionMode.DEFAULT);
            UUID first = conversation.prompt(answer());
            var failed = conversation.await(SessionFailed.class);
            assertEquals(code, failed.code(), failed::message);
            assertTrue(failed.message().contains(text), failed::message);
            conversation.awaitPhase(SessionPhase.PARKED);
            assertEquals(0, conversation.answers(first));
            cli.behave(MENDED);
            conversation.answered(mended(conversation));
            assertEquals(TurnOutcome.SUCCESS, conversation.answered(first).outcome());
            conversation.awaitPhase(SessionPhase.IDLE);
            assertEquals(1, conversation.answers(first), conversation::toString);
            assertEquals(1, agent.sessions.liveWorkers());
            conversation.close();
            assertEquals(List.of(), agent.processes(conversation), "orphans");
        }
    }

    /** A finding about the installation is believed for some seconds. */
    private static UUID mended(Conversation conversation) {
        UUID next = conversation.prompt(answer());
        conversation.await("a worker", () -> {
            if (conversation.session.summary().phase() == SessionPhase.PARKED) {
                conversation.send(new AgentCommand.Warm());
            }
            return conversation.session.summary().pid().isPresent();
        });
        return next;
    }

    @Test
    void isNotThere() throws IOException {
        FakeCli cli = FakeCli.doing(MENDED);
        Path elsewhere = directory.resolve(UUID.randomUUID().toString());
        Files.move(cli.program, elsewhere);
        try (RealAgent agent = cli.agent()) {
            var conversation = agent.conversation(PermissionMode.DEFAULT);
            UUID first = conversation.prompt(answer());
            var failed = conversation.await(SessionFailed.class);
            assertEquals(ProblemCode.CLI_MISSING, failed.code());
            assertTrue(failed.message().contains("Install @anthropic-ai/claude-code@"), failed::message);
            Files.move(elsewhere, cli.program);
            conversation.answered(mended(conversation));
            assertEquals(1, conversation.answers(first));
        }
    }

    @Test
    void isOfAnotherVersion() {
        try (RealAgent agent = FakeCli.of("echo '2.0.1 (Claude Code)'", MENDED).agent()) {
            var conversation = agent.conversation(PermissionMode.DEFAULT);
            conversation.prompt(answer());
            var failed = conversation.await(SessionFailed.class);
            assertEquals(ProblemCode.CLI_WRONG_VERSION, failed.code());
            assertTrue(failed.message().contains("Claude Code 2.0.1 is installed"), failed::message);
            assertEquals(0, agent.sessions.liveWorkers(), "its place is free again");
        }
    }

    @Test
    void diesAtItsStart() {
        failsUntilMended(
                FakeCli.doing("echo 'the licence has gone off' >&2; exit 1"),
                ProblemCode.CLI_FAILED,
                "the licence has gone off");
    }

    @Test
    void neverAnswers() {
        failsUntilMended(FakeCli.doing("cat > /dev/null"), ProblemCode.CLI_FAILED, "did not get ready");
    }

    @Test
    void printsRubbish() {
        failsUntilMended(
                FakeCli.doing("while :; do echo 'what a mess }{'; sleep 0.1; done"),
                ProblemCode.CLI_FAILED,
                "did not get ready");
    }

    @Test
    void diesWheneverItIsAskedSomething() {
        // answers all that is needed to get ready, and dies at the first prompt
        failsUntilMended(
                FakeCli.doing("sed -u '/^{\"type\":\"user\"/q' | sed -u '/^{\"type\":\"user\"/d' | \"$CLI\" \"$@\" &\n"
                        + "wait; echo 'out of luck' >&2; exit 3"),
                ProblemCode.CLI_FAILED,
                "Claude Code");
    }

    @Test
    void ignoresBeingAskedToEnd() {
        FakeCli cli = FakeCli.doing("trap '' TERM INT HUP; \"$CLI\" \"$@\"; while :; do sleep 1; done");
        try (RealAgent agent = cli.agent()) {
            var conversation = agent.conversation(PermissionMode.DEFAULT);
            conversation.answered(conversation.prompt(answer()));
            conversation.awaitPhase(SessionPhase.IDLE);
            conversation.close();
            assertEquals(List.of(), agent.processes(conversation), "orphans");
            assertEquals(0, agent.sessions.liveWorkers());
            conversation.answered(conversation.prompt(answer()));
        }
    }

    @Test
    void reportsAModeThatIsNotGranted() {
        FakeCli cli = FakeCli.doing("\"$CLI\" \"$@\" |"
                + " sed -u 's/\"permissionMode\":\"default\"/\"permissionMode\":\"bypassPermissions\"/'");
        try (RealAgent agent = cli.agent()) {
            var conversation = agent.conversation(new ModeGrant(
                    Set.of(PermissionMode.DEFAULT),
                    PermissionMode.DEFAULT,
                    PermissionMode.DEFAULT,
                    Rules.NONE,
                    Limits.AS_SHIPPED,
                    List.of(),
                    1,
                    Optional.empty()));
            UUID prompt = conversation.prompt(
                    Steps.script(Steps.slowly("let me see", 30), Steps.bash("touch x"), Steps.text("done")));
            var ended = conversation.await(WorkerEnded.class);
            assertEquals(WorkerEnd.VIOLATED_GRANT, ended.reason());
            conversation.awaitPhase(SessionPhase.PARKED);
            assertEquals(PermissionMode.DEFAULT, conversation.session.summary().mode());
            var turn = conversation.answered(prompt);
            assertEquals(Optional.of(ProblemCode.MODE_NOT_GRANTED), turn.code());
            assertTrue(turn.message().orElse("").contains("bypassPermissions"), turn::toString);
            assertEquals(List.of(), agent.processes(conversation), "orphans");
            cli.behave(MENDED);
            UUID next = conversation.prompt(answer());
            assertEquals(TurnOutcome.SUCCESS, conversation.answered(next).outcome());
            conversation.awaitPhase(SessionPhase.IDLE);
            assertEquals(1, conversation.answers(prompt), conversation::toString);
        }
    }

    @Test
    void parkedWhileItStartsLeavesNothingBehind() {
        FakeCli cli = FakeCli.doing("cat > /dev/null");
        try (RealAgent agent = cli.agent()) {
            var conversation = agent.conversation(PermissionMode.DEFAULT);
            UUID prompt = conversation.prompt(answer());
            conversation.await("a process", () -> !agent.processes(conversation).isEmpty());
            conversation.close();
            conversation.await("no process", () -> agent.processes(conversation).isEmpty());
            assertEquals(0, conversation.answers(prompt));
            assertEquals(
                    1, conversation.events(AgentEvent.PromptCancelled.class).size());
            assertEquals(0, conversation.events(SessionFailed.class).size());
            cli.behave(MENDED);
            conversation.answered(conversation.prompt(answer()));
        }
    }
}
