package dev.gatehouse.agent.sessions.control;

import static dev.gatehouse.agent.sessions.control.Steps.bash;
import static dev.gatehouse.agent.sessions.control.Steps.script;
import static dev.gatehouse.agent.sessions.control.Steps.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentEvent.PermissionRequested;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Limits;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.Rules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The mode and the model of a live worker, changed by the person. */
@Execution(ExecutionMode.CONCURRENT)
class ModeAndModelIT {

    @AutoClose
    private static RealAgent agent = new RealAgent();

    @Test
    void aModeThatIsNotGrantedIsRefused() {
        var conversation = agent.conversation(new ModeGrant(
                Set.of(PermissionMode.DEFAULT),
                PermissionMode.DEFAULT,
                PermissionMode.DEFAULT,
                Rules.NONE,
                Limits.AS_SHIPPED,
                List.of(),
                1,
                Optional.empty()));
        var refused = assertThrows(
                GatehouseException.class,
                () -> conversation.send(new AgentCommand.ChangeMode(PermissionMode.BYPASS_PERMISSIONS)));
        assertEquals(ProblemCode.MODE_NOT_GRANTED, refused.problem().code());
    }

    @Test
    void changesTheModeOfALiveWorker() {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        conversation.answered(conversation.prompt(script(text("warm"))));
        conversation.send(new AgentCommand.ChangeMode(PermissionMode.ACCEPT_EDITS));
        assertEquals(PermissionMode.ACCEPT_EDITS, conversation.session.summary().mode());
        conversation.answered(conversation.prompt(script(bash("touch unasked.txt"), text("ok"))));
        assertEquals(0, conversation.events(PermissionRequested.class).size());
    }

    @Test
    void theModelCannotBeChangedToOneThatIsNotOffered() {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        var refused = assertThrows(
                GatehouseException.class, () -> conversation.send(new AgentCommand.ChangeModel("nosuchmodel")));
        assertEquals(ProblemCode.MODEL_NOT_GRANTED, refused.problem().code());
    }

    @Test
    void theModelOfALiveWorkerChanges() {
        var conversation = agent.conversation(PermissionMode.DEFAULT);
        conversation.answered(conversation.prompt(script(text("warm"))));
        String model = agent.sessions.models().get(0).name();
        conversation.send(new AgentCommand.ChangeModel(model));
        assertEquals(Optional.of(model), conversation.session.summary().model());
        conversation.answered(conversation.prompt(script(text("${model}"))));
        conversation.close();
    }
}
