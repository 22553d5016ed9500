package dev.gatehouse.agent.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The only way from a worker to a model: HTTP on a free port of 127.0.0.1, open to whoever holds a token of
 * {@link #issue}, for the paths of {@link ApiPath}. What it refuses it says in the Messages API's own form.
 */
public final class ModelEndpoint implements AutoCloseable {

    /** A conversation with images; the Messages API itself takes 32 MB. */
    static final int MAX_BODY_BYTES = 48 * 1024 * 1024;

    static final int MAX_REQUESTS = 256;

    private static final Logger LOG = Logger.getLogger(ModelEndpoint.class.getName());
    private static final String BEARER = "Bearer ";

    private final ModelUpstream upstream;
    private final WorkerTokens tokens = new WorkerTokens();
    private final Semaphore places = new Semaphore(MAX_REQUESTS);
    private final ExecutorService executor;
    private final HttpServer server;

    /** @param upstream closed with this endpoint */
    public ModelEndpoint(ModelUpstream upstream) {
        this.upstream = upstream;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("no port on 127.0.0.1 for the workers' model access", e);
        }
        executor = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("model-", 0).factory());
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    /** What a worker gets as {@code ANTHROPIC_BASE_URL}. */
    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /**
     * @param sessionKey whose worker it is, for the log
     * @return a token good for this endpoint until {@link #revoke} or {@link #close}
     */
    public String issue(String sessionKey) {
        return tokens.issue(sessionKey);
    }

    /** Ends the token and the requests under way with it. */
    public void revoke(String token) {
        tokens.revoke(token);
    }

    @Override
    public void close() {
        tokens.revokeAll();
        server.stop(0);
        executor.shutdownNow();
        upstream.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Optional<Worker> worker = token(exchange).flatMap(tokens::find);
        if (worker.isEmpty()) {
            refuse(exchange, new ApiError(401, "invalid x-api-key"));
            return;
        }
        if (!places.tryAcquire()) {
            refuse(exchange, new ApiError(529, "too many requests at once"));
            return;
        }
        try {
            admitted(exchange, worker.get());
        } finally {
            places.release();
        }
    }

    private void admitted(HttpExchange exchange, Worker worker) throws IOException {
        Optional<ApiPath> path =
                ApiPath.of(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath());
        if (path.isEmpty()) {
            refuse(exchange, new ApiError(404, "there is no such path here"));
            return;
        }
        if (!worker.enter()) {
            refuse(exchange, new ApiError(529, "too many requests at once"));
            return;
        }
        try {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                refuse(exchange, new ApiError(413, "the request is larger than " + MAX_BODY_BYTES + " bytes"));
                return;
            }
            upstream.answer(new ModelCall(exchange, path.get(), body));
        } catch (InterruptedException e) {
            throw new IOException("the worker's model access has ended", e);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "model request of " + worker.sessionKey() + " failed");
            throw new IOException("the request could not be answered", e);
        } finally {
            worker.leave();
        }
    }

    private static void refuse(HttpExchange exchange, ApiError error) throws IOException {
        ModelCall.json(exchange, error.status(), error.json());
        exchange.close();
    }

    private static Optional<String> token(HttpExchange exchange) {
        String key = exchange.getRequestHeaders().getFirst("x-api-key");
        if (key != null) {
            return Optional.of(key);
        }
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("authorization"))
                .filter(each -> each.startsWith(BEARER))
                .map(each -> each.substring(BEARER.length()));
    }
}
