package dev.gatehouse.web.chat.boundary;

import dev.gatehouse.web.chat.control.OpenStreams.OpenStream;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/** Carries one event stream from the agent to a browser. What it carries it does not look into. */
final class EventRelay implements OpenStream {

    /** The agent says something every 15 s: after two of these it is dead, or it does not run. */
    static final Duration SILENCE = Duration.ofSeconds(40);

    private static final int CHUNK = 16 * 1024;
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final UUID account;
    private final UUID signIn;
    private final InputStream agent;
    private final AsyncContext browser;
    private final Clock clock;
    private final ReentrantLock writing = new ReentrantLock();
    private Instant heard;
    private boolean quiet = true;
    private boolean betweenEvents = true;

    EventRelay(UUID account, UUID signIn, InputStream agent, AsyncContext browser, Clock clock) {
        this.clock = clock;
        this.heard = clock.instant();
        this.account = account;
        this.signIn = signIn;
        this.agent = agent;
        this.browser = browser;
    }

    @Override
    public UUID account() {
        return account;
    }

    @Override
    public UUID signIn() {
        return signIn;
    }

    /** Until the agent ends the stream, the browser is gone, or it is cut. */
    void run() {
        try (InputStream in = agent) {
            browser.getResponse().flushBuffer();
            OutputStream out = browser.getResponse().getOutputStream();
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                write(out, chunk, read);
            }
        } catch (IOException | IllegalStateException e) {
            // the browser went away, or the stream was cut: both are its usual end, and it resumes by number
        } finally {
            browser.complete();
        }
    }

    private void write(OutputStream out, byte[] bytes, int length) throws IOException {
        writing.lock();
        try {
            out.write(bytes, 0, length);
            out.flush();
            quiet = false;
            heard = clock.instant();
            betweenEvents = length >= 2 && bytes[length - 1] == '\n' && bytes[length - 2] == '\n';
        } finally {
            writing.unlock();
        }
    }

    /**
     * A comment (WHATWG HTML, 9.2.6) if nothing was carried since the last call; it also finds a browser gone. But our
     * comments must not hide from the page that the agent says nothing: then the stream is cut, and the page resumes.
     */
    @Override
    public void keepAlive() {
        if (!writing.tryLock()) {
            return;
        }
        try {
            if (heard.plus(SILENCE).isBefore(clock.instant())) {
                cut();
            } else if (quiet && betweenEvents) {
                OutputStream out = browser.getResponse().getOutputStream();
                out.write(COMMENT);
                out.flush();
            }
            quiet = true;
        } catch (IOException | IllegalStateException e) {
            cut();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void cut() {
        try {
            agent.close();
        } catch (IOException e) {
            // it is closed all the same
        }
    }
}
