package dev.gatehouse.agent.dryrun.control;

import dev.gatehouse.agent.claude.ClaudeLaunch;
import dev.gatehouse.agent.claude.ClaudeProcess;
import dev.gatehouse.agent.claude.PermissionRule;
import dev.gatehouse.agent.model.CallingModel;
import dev.gatehouse.agent.model.CallingModel.Call;
import dev.gatehouse.agent.model.CallingModel.SafetyCheck;
import dev.gatehouse.agent.model.ModelSocket;
import dev.gatehouse.agent.permissions.WorkerRules;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.contract.ToolCall;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One throw-away Claude Code process in which calls are tried. It may be given other rules and be tried again; it is
 * ended with everything it started.
 */
final class Rehearsal implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Rehearsal.class.getName());
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final String REFUSAL = "This is a dry run.";

    /** Claude Code wants a file to have been read before it is changed, and asks nobody about that. */
    private static final List<String> PATHS_TO_BE_READ = List.of("file_path", "notebook_path");

    private static final long FAR_FUTURE_MILLIS = Duration.ofDays(3650).toMillis();

    private final CallingModel model;
    private final ModelSocket socket;
    private final Path project;
    private final Deadline deadline;
    private final Observer observer;
    private final ClaudeProcess process;

    /** @param socket closed with this */
    Rehearsal(ClaudeLaunch launch, CallingModel model, ModelSocket socket, Path project, Deadline deadline) {
        this.model = model;
        this.socket = socket;
        this.project = project;
        this.deadline = deadline;
        this.observer = new Observer(asked -> process().deny(asked.requestId(), REFUSAL, false));
        try {
            this.process = ClaudeProcess.start(launch, observer);
        } catch (GatehouseException e) {
            socket.close();
            throw e;
        }
        try {
            deadline.await(process.initialize(), "The start of Claude Code for a dry run");
        } catch (GatehouseException e) {
            close();
            throw e;
        }
    }

    private ClaudeProcess process() {
        return process;
    }

    /** Replaces all rules. @return those that are in force then */
    List<PermissionRule> apply(Rules rules) {
        return deadline.await(
                process.applyFlagSettings(WorkerRules.flagSettings(rules))
                        .thenCompose(applied -> process.listPermissionRules()),
                "Applying rules");
    }

    /** Has the model make the calls, one after the other. @return what came of each, in the same order */
    List<Observation> play(List<ToolCall> calls, List<SafetyCheck> checks) {
        calls.forEach(this::pretendRead);
        String turn = UUID.randomUUID().toString();
        List<Call> given = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            String id = "toolu_dry_run_" + turn.replace("-", "") + "_" + i;
            given.add(new Call(id, calls.get(i).tool(), calls.get(i).input(), checks.get(i)));
        }
        String prompt = "Dry run " + turn;
        model.onPrompt(prompt, given);
        var observed = observer.expect(given.stream().map(Call::id).toList());
        process.sendUser(
                UUID.randomUUID(),
                Json.createArrayBuilder()
                        .add(Json.createObjectBuilder().add("type", "text").add("text", prompt))
                        .build());
        return deadline.await(observed, "A dry run");
    }

    /** The tools this process has, by name. */
    List<String> tools() {
        play(List.of(), List.of());
        return observer.tools();
    }

    private void pretendRead(ToolCall call) {
        for (String name : PATHS_TO_BE_READ) {
            if (call.input().get(name) instanceof JsonString path
                    && path.getString().indexOf('\0') < 0) {
                JsonObject request = Json.createObjectBuilder()
                        .add("subtype", "seed_read_state")
                        .add("path", project.resolve(path.getString()).toString())
                        .add("mtime", System.currentTimeMillis() + FAR_FUTURE_MILLIS)
                        .build();
                // a file that is not there cannot be read, in a real session neither
                process.request(request, ClaudeProcess.ANSWER_DEADLINE).exceptionally(refused -> null);
            }
        }
    }

    @Override
    public void close() {
        try {
            process.close(CLOSE);
        } catch (GatehouseException e) {
            LOG.log(System.Logger.Level.ERROR, "the process of a dry run cannot be ended", e);
        } finally {
            socket.close();
        }
    }
}
