package dev.gatehouse.web.approvals.control;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.ContractJson.MalformedException;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.accounts.entity.Role;
import dev.gatehouse.web.approvals.entity.OpenQuestion;
import dev.gatehouse.web.sessions.AgentClient;
import dev.gatehouse.web.sessions.Asker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * As much of a conversation as an approver needs to judge one question: the prompt it serves and the few steps before
 * it. Never what came later, never results of tools, never thoughts or pictures: the conversation stays its owner's.
 */
@ApplicationScoped
public class SessionContext {

    static final int STEPS = 6;
    static final int MAX_PROMPT = 2000;
    static final int MAX_STEP = 400;

    /** Where the prompt is further back than this it is not shown. */
    private static final int LOOK_BACK = 200;

    private AgentClient agent;

    protected SessionContext() {}

    @Inject
    public SessionContext(AgentClient agent) {
        this.agent = agent;
    }

    /** @param steps oldest first */
    public record View(Optional<String> prompt, List<Step> steps) {}

    /** @param detail of a tool call its input, as JSON; of a text the text; cut */
    public record Step(Instant at, Kind kind, String name, String detail) {

        public enum Kind {
            /** Claude wrote this. */
            SAID,
            /** Claude called this tool; whether it ran is not told. */
            CALLED
        }
    }

    /** Whether the viewer may see the question was checked before. */
    public View of(OpenQuestion question) {
        var owner = new Asker(question.owner(), "approval", Set.of(Role.USER));
        byte[] page = agent.history(owner, question.session(), OptionalLong.of(question.seq()), LOOK_BACK);
        return view(events(page));
    }

    private static List<EventEnvelope> events(byte[] page) {
        var events = new ArrayList<EventEnvelope>();
        try (var reader = Json.createReader(new ByteArrayInputStream(page))) {
            for (JsonObject json : reader.readArray().getValuesAs(JsonObject.class)) {
                try {
                    events.add(EventEnvelope.fromJson(json));
                } catch (MalformedException e) {
                    // what this version cannot read is no context for anyone
                }
            }
        } catch (JsonException | ClassCastException e) {
            throw new GatehouseException(ProblemCode.INTERNAL, "The agent's answer could not be read.", e);
        }
        return events;
    }

    static View view(List<EventEnvelope> events) {
        String prompt = null;
        var steps = new ArrayList<Step>();
        for (EventEnvelope envelope : events) {
            switch (envelope.event()) {
                case AgentEvent.PromptAccepted accepted -> {
                    prompt = cut(accepted.text(), MAX_PROMPT);
                    steps.clear();
                }
                case AgentEvent.TextBlock text -> {
                    if (!text.text().isBlank()) {
                        steps.add(new Step(envelope.at(), Step.Kind.SAID, "", cut(text.text(), MAX_STEP)));
                    }
                }
                case AgentEvent.ToolStarted tool ->
                    steps.add(new Step(
                            envelope.at(),
                            Step.Kind.CALLED,
                            tool.tool(),
                            cut(tool.input().toString(), MAX_STEP)));
                // results and everything else stay with the owner
                case AgentEvent other -> {}
            }
        }
        return new View(
                Optional.ofNullable(prompt),
                List.copyOf(steps.subList(Math.max(0, steps.size() - STEPS), steps.size())));
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end) + "…";
    }
}
