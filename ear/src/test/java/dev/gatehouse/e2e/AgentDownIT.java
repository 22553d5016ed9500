package dev.gatehouse.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentEvent.PromptAccepted;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The agent is gone while web is up: the portal says so, keeps what it has, and goes on by itself. */
class AgentDownIT {

    private final RunningPair pair = RunningPair.shared();
    private PortalClient person;

    @BeforeEach
    void signIn() {
        person = PortalClient.newUser(pair);
    }

    @AfterEach
    void leave() {
        if (!pair.agentServer().isAlive()) {
            pair.bringBack(pair.agentServer());
        }
        person.close();
    }

    @Test
    void thePortalSaysSoAndGoesOnByItself() {
        try (Talk talk = Talk.begin(person, PermissionMode.DEFAULT)) {
            talk.prompt(Scripts.of(Scripts.text("before")));
            talk.settle();
            talk.awaitListed(0);
            pair.kill(pair.agentServer());

            requirePagesAndListStay(talk.id());
            UUID refused = requireRefused(talk.id());
            requireStreamSaysWhy(talk);

            pair.bringBack(pair.agentServer());
            Await.until("the stream is back", () -> talk.events().problem().isEmpty());
            talk.prompt(Scripts.of(Scripts.text("after")));
            talk.settle();
            talk.requireEachAnsweredOnce();
            talk.requireSameHistoryForANewcomer();
            assertTrue(
                    talk.events().all(PromptAccepted.class).stream()
                            .noneMatch(each -> each.promptId().equals(refused)),
                    "a refused prompt is not accepted behind the person's back");
        }
    }

    private void requirePagesAndListStay(String conversation) {
        for (String page : List.of("/", "/account", "/claude-md")) {
            HttpResponse<String> answer = person.page(page);
            assertEquals(200, answer.statusCode(), () -> page + ": " + answer.body());
        }
        assertEquals(conversation, person.conversation(conversation).getString("id"));
        HttpResponse<String> status = person.get("/api/status");
        assertEquals(200, status.statusCode(), status::body);
    }

    /** Each way to the agent says what is the matter and what to do. */
    private UUID requireRefused(String conversation) {
        String session = "/api/sessions/" + conversation;
        requireUnreachable(person.get(session));
        requireUnreachable(person.get(session + "/history"));
        requireUnreachable(person.get(session + "/events"));
        requireUnreachable(person.api("POST", "/api/conversations", "{}"));
        assertEquals(1, person.conversations().size(), "a conversation that could not be begun is not listed");
        UUID prompt = UUID.randomUUID();
        requireUnreachable(person.command(conversation, new AgentCommand.Prompt(prompt, "lost?", List.of())));
        requireUnreachable(person.command(conversation, new AgentCommand.Interrupt()));
        return prompt;
    }

    private static void requireUnreachable(HttpResponse<String> answer) {
        Problem problem = Problems.of(answer);
        assertEquals(ProblemCode.AGENT_UNREACHABLE, problem.code());
        assertTrue(problem.detail().contains("agent"), problem::detail);
    }

    private static void requireStreamSaysWhy(Talk talk) {
        Await.until(
                "the stream tells the problem", () -> talk.events().problem().isPresent());
        assertEquals(
                ProblemCode.AGENT_UNREACHABLE,
                talk.events().problem().orElseThrow().code());
    }
}
