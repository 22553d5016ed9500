package dev.gatehouse.web.sessions;

import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.ServiceToken;
import dev.gatehouse.web.configuration.WebConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** HTTP to the agent: one token for one request, failures as problems. HTTP/1.1, as h2c is slower for event streams. */
@ApplicationScoped
public class AgentTransport {

    /** A page of history with large tool results stays below. */
    static final int MAX_REPLY_BYTES = 32 * 1024 * 1024;

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration TOKEN_LIFETIME = Duration.ofSeconds(60);
    private static final Logger LOG = Logger.getLogger(AgentTransport.class.getName());

    private URI agent;
    private ServiceKeyFile keys;
    private Clock clock;
    private HttpClient http;

    protected AgentTransport() {}

    @Inject
    public AgentTransport(WebConfiguration configuration, ServiceKeyFile keys, Clock clock) {
        this.agent = configuration.agentUrl();
        this.keys = keys;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /**
     * @param path and query, as bound into the token
     * @param headers beside those of every call
     * @param body empty for none
     * @param again whether the same request may safely be sent twice
     * @param timeout until the answer's head is there, and again until its body is
     * @param question the one question in somebody else's session that this call answers
     */
    public record Call(
            Asker asker,
            String method,
            String path,
            Map<String, String> headers,
            byte[] body,
            boolean again,
            Duration timeout,
            Optional<String> question) {

        private static final Duration USUAL = Duration.ofSeconds(30);
        private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

        static Call get(Asker asker, String path) {
            return new Call(asker, "GET", path, Map.of(), new byte[0], true, USUAL, Optional.empty());
        }

        static Call delete(Asker asker, String path) {
            return new Call(asker, "DELETE", path, Map.of(), new byte[0], true, USUAL, Optional.empty());
        }

        static Call put(Asker asker, String path, String json) {
            return new Call(
                    asker, "PUT", path, JSON, json.getBytes(StandardCharsets.UTF_8), true, USUAL, Optional.empty());
        }

        /** @param version the entity tag the text was read with (RFC 9110, 13.1.1) */
        static Call putText(Asker asker, String path, String markdown, String version) {
            var headers = Map.of("Content-Type", "text/markdown;charset=UTF-8", "If-Match", version);
            byte[] body = markdown.getBytes(StandardCharsets.UTF_8);
            return new Call(asker, "PUT", path, headers, body, false, USUAL, Optional.empty());
        }

        static Call post(Asker asker, String path, String json, boolean again) {
            return new Call(
                    asker, "POST", path, JSON, json.getBytes(StandardCharsets.UTF_8), again, USUAL, Optional.empty());
        }

        Call timeout(Duration other) {
            return new Call(asker, method, path, headers, body, again, other, question);
        }

        Call answering(String questionId) {
            return new Call(asker, method, path, headers, body, again, timeout, Optional.of(questionId));
        }
    }

    public record Reply(byte[] body, HttpHeaders headers) {

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** @throws GatehouseException the agent's own problem, or {@code AGENT_UNREACHABLE}. */
    public Reply call(Call call) {
        HttpResponse<InputStream> response = open(call);
        try (InputStream in = response.body()) {
            byte[] body = inTime(in, MAX_REPLY_BYTES + 1, call.timeout());
            if (body.length > MAX_REPLY_BYTES) {
                throw new GatehouseException(ProblemCode.INTERNAL, "The agent's answer is larger than expected.");
            }
            return new Reply(body, response.headers());
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** The client's own timeout ends with the head: an agent that stops in the middle must not hold us for ever. */
    private static byte[] inTime(InputStream in, int most, Duration timeout) throws IOException {
        var body = new FutureTask<>(() -> in.readNBytes(most));
        Thread.ofVirtual().name("agent-answer").start(body);
        try {
            return body.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("the agent's answer did not come to its end");
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** The answer's body while it comes; the caller closes it. @throws GatehouseException as {@link #call}. */
    public HttpResponse<InputStream> open(Call call) {
        HttpResponse<InputStream> response = send(call);
        if (response.statusCode() / 100 == 2) {
            return response;
        }
        throw new GatehouseException(problem(call, response));
    }

    private HttpResponse<InputStream> send(Call call) {
        try {
            return http.send(request(call), HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpConnectTimeoutException e) {
            throw unreachable(e);
        } catch (IOException e) {
            if (!call.again()) {
                throw unreachable(e);
            }
            return sendAgain(call, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        }
    }

    /** Mostly a connection kept open over the agent's restart; a new request needs a new token. */
    private HttpResponse<InputStream> sendAgain(Call call, IOException first) {
        try {
            return http.send(request(call), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            e.addSuppressed(first);
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        }
    }

    private HttpRequest request(Call call) {
        ServiceToken issued = ServiceToken.issue(
                call.asker().account(),
                call.asker().name(),
                call.asker().roles(),
                clock.instant(),
                TOKEN_LIFETIME,
                ServiceToken.Binding.of(call.method(), call.path(), call.body()));
        ServiceToken token = call.question().map(issued::answering).orElse(issued);
        var request = HttpRequest.newBuilder(agent.resolve(call.path()))
                .timeout(call.timeout())
                .header("Authorization", "Bearer " + token.sign(keys.keys()))
                .method(
                        call.method(),
                        call.body().length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(call.body()));
        call.headers().forEach(request::header);
        return request.build();
    }

    /** The agent's 401 speaks of our token and not of the person, who must not be taken for signed out. */
    private static Problem problem(Call call, HttpResponse<InputStream> response) {
        String body = "";
        try (InputStream in = response.body()) {
            body = new String(inTime(in, MAX_REPLY_BYTES, call.timeout()), StandardCharsets.UTF_8);
            boolean ours = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.startsWith(Problem.MEDIA_TYPE))
                    .isPresent();
            if (ours && response.statusCode() != 401) {
                return Problem.fromJson(ContractJson.parse(body));
            }
        } catch (IOException | GatehouseException e) {
            LOG.fine(() -> "an unreadable refusal: " + e);
        }
        LOG.warning("the agent answered " + response.statusCode() + " to " + call.method() + " " + call.path());
        return response.statusCode() == 401
                ? new Problem(
                        ProblemCode.AGENT_UNREACHABLE,
                        "The agent does not accept the portal's service token. An administrator should check that both"
                                + " use the same secrets and that their clocks agree.")
                : new Problem(
                        ProblemCode.AGENT_UNREACHABLE,
                        "The agent is not ready (it answered " + response.statusCode()
                                + "). Wait a moment; what you sent before is kept.");
    }

    private GatehouseException unreachable(Exception cause) {
        boolean down = cause instanceof ConnectException;
        LOG.log(down ? Level.FINE : Level.INFO, "agent " + agent, cause);
        return new GatehouseException(
                ProblemCode.AGENT_UNREACHABLE,
                "The agent, which runs Claude, cannot be reached. Everything that was accepted is kept, and this page"
                        + " goes on as soon as the agent is back. If it takes longer, tell your administrator.",
                cause);
    }
}
