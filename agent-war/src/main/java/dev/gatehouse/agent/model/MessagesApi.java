package dev.gatehouse.agent.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * The Messages API, or a gateway of the company that speaks it. Adds the key; forwards everything else that matters
 * untouched, byte by byte as it comes.
 */
public final class MessagesApi implements ModelUpstream {

    /** The service's own limit for an answer to begin, streamed or not. */
    static final Duration MAX_WAIT = Duration.ofMinutes(10);

    /** The service sends a ping into every stream that has nothing to say for some seconds. */
    static final Duration MAX_SILENCE = Duration.ofMinutes(5);

    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final int CHUNK = 16 * 1024;
    private static final Logger LOG = Logger.getLogger(MessagesApi.class.getName());

    private static final List<String> REQUEST_HEADERS =
            List.of("anthropic-version", "anthropic-beta", "content-type", "accept", "user-agent");
    private static final Pattern RESPONSE_HEADERS = Pattern.compile(
            "content-type|content-encoding|request-id|retry-after|retry-after-ms|x-should-retry|anthropic-ratelimit-.*");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,1024}");
    private static final Pattern QUERY = Pattern.compile("\\?[A-Za-z0-9_=&.%-]{0,512}");

    private final URI base;
    private final String key;
    private final SilenceWatch watch;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    /**
     * @param base {@code http} or {@code https}, a host, perhaps a path; the API's own path follows it
     * @param key the real key; it leaves this object only as a header to {@code base}
     * @throws IllegalArgumentException if one of them cannot be used; the message does not contain the key
     */
    public MessagesApi(URI base, String key) {
        this(base, key, MAX_SILENCE);
    }

    MessagesApi(URI base, String key, Duration silence) {
        boolean web = "https".equals(base.getScheme()) || "http".equals(base.getScheme());
        if (!web || base.getHost() == null || base.getRawUserInfo() != null || base.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "the address of the model service must be https://host or https://host/path, without user and query");
        }
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("the key of the model service is empty or holds characters no key has");
        }
        this.base = URI.create(base.toString().replaceAll("/+$", ""));
        this.key = key;
        this.watch = new SilenceWatch(silence);
    }

    @Override
    public void answer(ModelCall call) throws IOException, InterruptedException {
        if (!call.query().isEmpty() && !QUERY.matcher(call.query()).matches()) {
            call.error(new ApiError(400, "the query is not one of the Messages API"));
            return;
        }
        HttpResponse<InputStream> response;
        try {
            response = http.send(request(call), BodyHandlers.ofInputStream());
        } catch (HttpTimeoutException e) {
            unreachable(call, new ApiError(504, "The model service did not answer in time."), e);
            return;
        } catch (IOException e) {
            unreachable(call, new ApiError(502, "The model service cannot be reached."), e);
            return;
        }
        forward(call, response);
    }

    @Override
    public void close() {
        watch.close();
        http.shutdownNow();
    }

    @Override
    public String toString() {
        return "MessagesApi[" + base + "]";
    }

    private HttpRequest request(ModelCall call) {
        var request = HttpRequest.newBuilder(URI.create(base + call.rawPath() + call.query()))
                .timeout(MAX_WAIT)
                .method(
                        call.method(),
                        call.method().equals("POST")
                                ? BodyPublishers.ofByteArray(call.body())
                                : BodyPublishers.noBody());
        for (String name : REQUEST_HEADERS) {
            call.header(name).ifPresent(value -> request.header(name, value));
        }
        return request.header("x-api-key", key).build();
    }

    /** What breaks from here on breaks the worker's connection too, as the service itself would. */
    private void forward(ModelCall call, HttpResponse<InputStream> response) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers().map().forEach((name, values) -> {
            if (RESPONSE_HEADERS.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
                headers.put(name, values.getFirst());
            }
        });
        try (InputStream in = response.body();
                SilenceWatch.Guard guard = watch.over(in)) {
            OutputStream out = call.stream(response.statusCode(), headers);
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                guard.alive();
                out.write(chunk, 0, read);
                out.flush();
            }
            guard.finish();
            out.close();
        }
    }

    private void unreachable(ModelCall call, ApiError error, IOException cause) throws IOException {
        LOG.warning(() -> "model service at " + base.getHost() + ": " + error.message() + " ("
                + cause.getClass().getSimpleName() + ")");
        call.error(error);
    }
}
