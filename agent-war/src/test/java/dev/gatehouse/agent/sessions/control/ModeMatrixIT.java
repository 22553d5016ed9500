package dev.gatehouse.agent.sessions.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.contract.AgentCommand.AnswerPermission;
import dev.gatehouse.contract.AgentCommand.AnswerPlan;
import dev.gatehouse.contract.AgentCommand.AnswerQuestion;
import dev.gatehouse.contract.AgentCommand.Decision;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.AgentEvent.PlanProposed;
import dev.gatehouse.contract.AgentEvent.QuestionAsked;
import dev.gatehouse.contract.AgentEvent.ToolFinished;
import dev.gatehouse.contract.AgentEvent.TurnCompleted;
import dev.gatehouse.contract.Limits;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.contract.ToolCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The mode matrix as measured (DIFF §2), in our launch configuration: plan is the column P2, auto the column P0, as the
 * scripted model passes no verdict of a safety check. The column {@code plan+auto} is plan under a grant that contains
 * auto: it must be no wider than plan.
 */
class ModeMatrixIT {

    enum Verdict {
        /** Without a question. */
        RUNS,
        ASKS,
        DENIED,
        /** Not refused, but of no use in this mode. */
        ERROR
    }

    private static final Verdict R = Verdict.RUNS;
    private static final Verdict A = Verdict.ASKS;
    private static final Verdict D = Verdict.DENIED;
    private static final Verdict E = Verdict.ERROR;

    private static final List<String> COLUMNS =
            List.of("default", "acceptEdits", "plan", "plan+auto", "auto", "dontAsk", "bypassPermissions");

    private static final Map<String, List<Verdict>> MEASURED = new LinkedHashMap<>();

    static {
        MEASURED.put("Read in the workspace", List.of(R, R, R, R, R, R, R));
        MEASURED.put("Read outside", List.of(A, A, A, A, R, D, R));
        MEASURED.put("Write", List.of(A, R, A, A, R, D, R));
        MEASURED.put("Edit", List.of(A, R, A, A, R, D, R));
        MEASURED.put("Bash ls", List.of(R, R, R, R, R, R, R));
        MEASURED.put("Bash touch", List.of(A, R, A, A, R, D, R));
        MEASURED.put("Bash touch outside", List.of(A, A, A, A, D, D, R));
        MEASURED.put("Bash curl", List.of(A, A, A, A, D, D, R));
        MEASURED.put("WebFetch", List.of(A, A, A, A, D, D, R));
        MEASURED.put("AskUserQuestion", List.of(A, A, A, A, A, D, A));
        MEASURED.put("ExitPlanMode", List.of(E, E, A, A, E, E, E));
        MEASURED.put("Write .git/hooks", List.of(A, A, A, A, D, D, R));
        MEASURED.put("Bash rm -rf ~", List.of(A, A, A, A, D, D, A));
    }

    private static final Map<String, String> OBSERVED = new ConcurrentHashMap<>();
    private static final Map<String, Verdict> DRY = new ConcurrentHashMap<>();

    private static RealAgent agent;
    private static HttpServer server;
    private static Path outside;

    @BeforeAll
    static void observeEveryCell() throws Exception {
        agent = new RealAgent();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        outside = Files.createTempDirectory("gatehouse-outside");
        Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(outside.resolve("there.txt"), "outside");
        try (var columns = Executors.newFixedThreadPool(3)) {
            List<Future<?>> running = new ArrayList<>();
            COLUMNS.forEach(column -> running.add(columns.submit(() -> observe(column))));
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        }
    }

    @AfterAll
    static void stop() throws IOException {
        agent.close();
        server.stop(0);
        try (Stream<Path> files = Files.list(outside)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(outside);
    }

    static Stream<Arguments> cells() {
        return COLUMNS.stream()
                .flatMap(column -> MEASURED.keySet().stream()
                        .map(operation -> Arguments.of(
                                column, operation, MEASURED.get(operation).get(COLUMNS.indexOf(column)))));
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @MethodSource("cells")
    void isAsMeasured(String column, String operation, Verdict measured) {
        String seen = OBSERVED.get(column + ": " + operation);
        assertEquals(measured.name(), seen.lines().findFirst().orElseThrow(), seen);
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @MethodSource("cells")
    void theDryRunSaysWhatTheSessionThenDid(String column, String operation, Verdict measured) {
        String seen = OBSERVED.get(column + ": " + operation);
        assertEquals(
                seen.lines().findFirst().orElseThrow(),
                DRY.get(column + ": " + operation).name(),
                seen);
    }

    // --- how a cell is observed

    private static void observe(String column) {
        var conversation = agent.conversation(grant(column));
        createFiles(conversation);
        dryRun(column, conversation);
        for (String operation : MEASURED.keySet()) {
            OBSERVED.put(column + ": " + operation, observe(conversation, steps(operation)));
        }
        conversation.close();
    }

    private static void dryRun(String column, Conversation conversation) {
        ModeGrant grant = grant(column);
        List<ToolCall> calls = MEASURED.keySet().stream()
                .map(operation -> DryRunComparison.lastCall(steps(operation), conversation.project()))
                .toList();
        List<Verdict> verdicts = DryRunComparison.verdicts(agent, conversation, grant, calls);
        int next = 0;
        for (String operation : MEASURED.keySet()) {
            DRY.put(column + ": " + operation, verdicts.get(next++));
        }
    }

    private static ModeGrant grant(String column) {
        Set<PermissionMode> all = EnumSet.allOf(PermissionMode.class);
        PermissionMode mode =
                PermissionMode.fromWireName(column.replace("+auto", "")).orElseThrow();
        if (column.equals("plan")) {
            all.remove(PermissionMode.AUTO);
        }
        return new ModeGrant(
                all, mode, PermissionMode.DEFAULT, Rules.NONE, Limits.AS_SHIPPED, List.of(), 1, Optional.empty());
    }

    private static void createFiles(Conversation conversation) {
        Path project = conversation.project();
        try {
            for (String name : List.of("here.txt", "edited.txt")) {
                Path file = Files.writeString(project.resolve(name), "old");
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** @return the verdict, and below it what happened */
    static String observe(Conversation conversation, List<String> steps) {
        int before = conversation.events().size();
        UUID prompt = conversation.prompt(Steps.script(steps.toArray(String[]::new)));
        boolean asked = false;
        TurnCompleted turn = null;
        while (turn == null) {
            AgentEvent next = conversation.awaitAny(
                    before,
                    event -> isOpenQuestion(conversation, event)
                            || event instanceof TurnCompleted done
                                    && done.prompts().contains(prompt));
            if (next instanceof TurnCompleted done) {
                turn = done;
            } else {
                asked = true;
                refuse(conversation, next);
            }
        }
        List<AgentEvent> seen =
                conversation.events().subList(before, conversation.events().size());
        return verdict(asked, turn, seen) + "\n" + seen;
    }

    private static Verdict verdict(boolean asked, TurnCompleted turn, Collection<AgentEvent> seen) {
        if (asked) {
            return A;
        }
        ToolFinished last = seen.stream()
                .filter(ToolFinished.class::isInstance)
                .map(ToolFinished.class::cast)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no call in " + seen));
        if (last.denied() && turn.denials() > 0) {
            return D;
        }
        boolean ranAndFailed =
                last.content().contains("not in plan mode") || last.content().contains("No such tool");
        return ranAndFailed ? E : R;
    }

    private static boolean isOpenQuestion(Conversation conversation, AgentEvent event) {
        return switch (event) {
            case PermissionRequested asked -> conversation.isOpen(asked.questionId());
            case QuestionAsked asked -> conversation.isOpen(asked.questionId());
            case PlanProposed asked -> conversation.isOpen(asked.questionId());
            default -> false;
        };
    }

    private static void refuse(Conversation conversation, AgentEvent question) {
        switch (question) {
            case PermissionRequested asked ->
                conversation.send(new AnswerPermission(asked.questionId(), Decision.DENY, Optional.empty()));
            case QuestionAsked asked -> conversation.send(new AnswerQuestion(asked.questionId(), Map.of()));
            case PlanProposed asked ->
                conversation.send(new AnswerPlan(asked.questionId(), false, Optional.empty(), Optional.empty()));
            default -> throw new AssertionError(question);
        }
    }

    private static List<String> steps(String operation) {
        String here = "${cwd}/here.txt";
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        String done = Steps.text("done");
        return switch (operation) {
            case "Read in the workspace" -> List.of(Steps.tool("Read", "file_path", here), done);
            case "Read outside" -> List.of(Steps.tool("Read", "file_path", outside + "/there.txt"), done);
            case "Write" -> List.of(Steps.tool("Write", "file_path", "${cwd}/new.txt", "content", "new"), done);
            case "Edit" ->
                List.of(
                        Steps.tool("Read", "file_path", "${cwd}/edited.txt"),
                        Steps.tool("Edit", "file_path", "${cwd}/edited.txt", "old_string", "old", "new_string", "new"),
                        done);
            case "Bash ls" -> List.of(Steps.bash("ls"), done);
            case "Bash touch" -> List.of(Steps.bash("touch touched.txt"), done);
            case "Bash touch outside" -> List.of(Steps.bash("touch " + outside + "/touched.txt"), done);
            case "Bash curl" -> List.of(Steps.bash("curl -s -m 5 " + url), done);
            case "WebFetch" -> List.of(Steps.tool("WebFetch", "url", url, "prompt", "What is it?"), done);
            case "AskUserQuestion" -> List.of(Steps.ask(Steps.question("Which?", false, "this", "that")), done);
            case "ExitPlanMode" -> List.of(Steps.tool("ExitPlanMode", "plan", "first this, then that"), done);
            case "Write .git/hooks" ->
                List.of(Steps.tool("Write", "file_path", "${cwd}/.git/hooks/pre-commit", "content", "true"), done);
            case "Bash rm -rf ~" -> List.of(Steps.bash("rm -rf ~"), done);
            default -> throw new AssertionError(operation);
        };
    }
}
