package dev.gatehouse.web.sessions;

import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentCommand.StartSession;
import dev.gatehouse.contract.AgentStatus;
import dev.gatehouse.contract.ConformanceStatus;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.FeedEntry;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.GrantPush;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.RefusedRequests;
import dev.gatehouse.contract.RuleCheck;
import dev.gatehouse.contract.RuleCheckReport;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.contract.SessionSummary;
import dev.gatehouse.web.sessions.AgentTransport.Call;
import dev.gatehouse.web.sessions.AgentTransport.Reply;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.InputStream;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** What the agent can be asked. Every method may fail with the agent's problem or {@code AGENT_UNREACHABLE}. */
@ApplicationScoped
public class AgentClient {

    private AgentTransport transport;

    protected AgentClient() {}

    @Inject
    public AgentClient(AgentTransport transport) {
        this.transport = transport;
    }

    /** A CLAUDE.md and the version it was read at. */
    public record Memory(String text, String version) {}

    public SessionSummary start(Asker asker, SessionId session, StartSession command) {
        Reply reply = transport.call(Call.put(
                asker, path(session), ContractJson.write((AgentCommand) command).toString()));
        return ContractJson.read(SessionSummary.class, ContractJson.parse(reply.text()));
    }

    /** @return the agent's answer as it is, {@code {"seq":…}} */
    public String send(Asker asker, SessionId session, AgentCommand command) {
        String body = ContractJson.write(command).toString();
        return transport
                .call(Call.post(asker, path(session) + "/commands", body, sameTwice(command)))
                .text();
    }

    /** Answers one question in a session that is somebody else's; the token is good for nothing but this question. */
    public void answer(Asker approver, SessionId session, String questionId, AgentCommand answer) {
        String body = ContractJson.write(answer).toString();
        transport.call(
                Call.post(approver, path(session) + "/commands", body, false).answering(questionId));
    }

    public List<SessionSummary> sessions(Asker asker, boolean all) {
        Reply reply = transport.call(Call.get(asker, all ? "/sessions?all=true" : "/sessions"));
        return array(reply).getValuesAs(JsonObject.class).stream()
                .map(each -> ContractJson.read(SessionSummary.class, each))
                .toList();
    }

    public SessionSummary session(Asker asker, SessionId session) {
        return ContractJson.read(
                SessionSummary.class,
                ContractJson.parse(
                        transport.call(Call.get(asker, path(session))).text()));
    }

    public void delete(Asker asker, SessionId session) {
        transport.call(Call.delete(asker, path(session)));
    }

    /** A page of event envelopes, as JSON that is not looked into. */
    public byte[] history(Asker asker, SessionId session, OptionalLong before, int limit) {
        String query = "?limit=" + limit + (before.isPresent() ? "&before=" + before.getAsLong() : "");
        return transport
                .call(Call.get(asker, path(session) + "/history" + query))
                .body();
    }

    /** @param sha256 64 hexadecimal digits, checked by the caller */
    public byte[] blob(Asker asker, SessionId session, String sha256) {
        return transport
                .call(Call.get(asker, path(session) + "/blobs/" + sha256))
                .body();
    }

    /** The event stream behind the given number; the caller closes it. */
    public HttpResponse<InputStream> events(Asker asker, SessionId session, long after) {
        return transport.open(Call.get(asker, path(session) + "/events?after=" + after));
    }

    /**
     * The grants of these people, durably; from then on the agent applies them to what runs.
     *
     * @return their open sessions
     */
    public List<SessionSummary> push(GrantPush grants) {
        String body = ContractJson.write(grants).toString();
        return array(transport.call(Call.put(Asker.FEED, "/grants", body))).getValuesAs(JsonObject.class).stream()
                .map(each -> ContractJson.read(SessionSummary.class, each))
                .toList();
    }

    /** What the installed Claude Code says to these rules; nothing is executed. */
    public RuleCheckReport check(RuleCheck rules) {
        String body = ContractJson.write(rules).toString();
        Reply reply = transport.call(Call.post(Asker.FEED, "/rule-checks", body, true));
        return ContractJson.read(RuleCheckReport.class, ContractJson.parse(reply.text()));
    }

    /** What each mode was measured to do. */
    public ConformanceStatus conformance() {
        Reply reply = transport.call(Call.get(Asker.FEED, "/conformance"));
        return ContractJson.read(ConformanceStatus.class, ContractJson.parse(reply.text()));
    }

    public AgentStatus status(Asker asker) {
        Reply reply = transport.call(Call.get(asker, "/status").timeout(Duration.ofSeconds(3)));
        return ContractJson.read(AgentStatus.class, ContractJson.parse(reply.text()));
    }

    public Memory claudeMd(Asker asker) {
        Reply reply = transport.call(Call.get(asker, claudeMdPath(asker)));
        return new Memory(reply.text(), version(reply));
    }

    /**
     * @param memory with the version that was read
     * @throws GatehouseException {@code CONFLICT} if that is no longer the present one
     */
    public Memory saveClaudeMd(Asker asker, Memory memory) {
        Reply reply = transport.call(Call.putText(asker, claudeMdPath(asker), memory.text(), memory.version()));
        return new Memory(memory.text(), version(reply));
    }

    /** Entries behind the offset; waits for the first one as long as told. */
    public List<FeedEntry> feed(long after, int limit, Duration wait) {
        String query = "/feed?after=" + after + "&limit=" + limit + "&wait=" + wait.toSeconds();
        Reply reply = transport.call(Call.get(Asker.FEED, query).timeout(wait.plusSeconds(15)));
        return array(reply).getValuesAs(JsonObject.class).stream()
                .map(each -> ContractJson.read(FeedEntry.class, each))
                .toList();
    }

    /** Requests the agent turned away behind the given number. */
    public RefusedRequests refusals(long after) {
        Reply reply = transport.call(Call.get(Asker.FEED, "/refusals?after=" + after));
        return ContractJson.read(RefusedRequests.class, ContractJson.parse(reply.text()));
    }

    private static JsonArray array(Reply reply) {
        try (var reader = Json.createReader(new StringReader(reply.text()))) {
            return reader.readArray();
        } catch (JsonException e) {
            throw new GatehouseException(ProblemCode.INTERNAL, "The agent's answer could not be read.", e);
        }
    }

    private static String path(SessionId session) {
        return "/sessions/" + session;
    }

    private static String claudeMdPath(Asker owner) {
        return "/workspaces/" + owner.account() + "/claude-md";
    }

    private static String version(Reply reply) {
        return reply.headers().firstValue("ETag").orElse("");
    }

    /** Whether the command, arriving twice, does what it does once; the others are never sent again by web. */
    private static boolean sameTwice(AgentCommand command) {
        return switch (command) {
            case AgentCommand.StartSession start -> true;
            case AgentCommand.Warm warm -> true;
            case AgentCommand.Prompt prompt -> true;
            case AgentCommand.CancelPrompt cancel -> true;
            case AgentCommand.Interrupt interrupt -> true;
            case AgentCommand.ChangeMode mode -> true;
            case AgentCommand.ChangeModel model -> true;
            case AgentCommand.AnswerPermission answer -> false;
            case AgentCommand.AnswerQuestion answer -> false;
            case AgentCommand.AnswerPlan answer -> false;
            case AgentCommand.RevokeSessionRule rule -> false;
            case AgentCommand.StopTask task -> false;
            case AgentCommand.Park park -> true;
            case AgentCommand.EndSession end -> true;
        };
    }
}
