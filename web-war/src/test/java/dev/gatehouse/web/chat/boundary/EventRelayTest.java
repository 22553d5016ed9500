package dev.gatehouse.web.chat.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.web.MovableClock;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventRelayTest {

    private static final String PING = ":ping\n\n";

    private final MovableClock clock = new MovableClock();
    private final Agent agent = new Agent();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final CountDownLatch completed = new CountDownLatch(1);
    private final EventRelay relay = new EventRelay(UUID.randomUUID(), UUID.randomUUID(), agent, browser(), clock);

    /** Says what it is told to; closed, it ends, as the stream of an HTTP client does. */
    private static final class Agent extends InputStream {
        private static final String END = "";
        private final Semaphore asked = new Semaphore(0);
        private final BlockingQueue<String> says = new LinkedBlockingQueue<>();

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            asked.release();
            try {
                String next = says.take();
                byte[] bytes = next.getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(bytes, 0, buffer, offset, bytes.length);
                return next.equals(END) ? -1 : bytes.length;
            } catch (InterruptedException e) {
                return -1;
            }
        }

        @Override
        public void close() {
            says.add(END);
        }
    }

    private AsyncContext browser() {
        var out = new ServletOutputStream() {
            @Override
            public void write(int b) {
                sent.write(b);
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException();
            }
        };
        ServletResponse response = proxy(
                ServletResponse.class,
                (self, method, arguments) -> method.getName().equals("getOutputStream") ? out : null);
        return proxy(AsyncContext.class, (self, method, arguments) -> {
            if (method.getName().equals("complete")) {
                completed.countDown();
            }
            return method.getName().equals("getResponse") ? response : null;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @AfterEach
    void end() {
        agent.close();
    }

    private void agentSays(String text) throws InterruptedException {
        assertTrue(agent.asked.tryAcquire(20, TimeUnit.SECONDS));
        agent.says.add(text);
        assertTrue(agent.asked.tryAcquire(20, TimeUnit.SECONDS), "what it said is carried");
        agent.asked.release();
    }

    @Test
    void aStreamWhoseAgentSaysNothingIsCutThoughOurCommentsGoOn() throws Exception {
        Thread.ofVirtual().start(relay::run);
        agentSays(PING);
        for (int seconds = 0; seconds <= EventRelay.SILENCE.toSeconds(); seconds += 10) {
            assertEquals(1, completed.getCount());
            relay.keepAlive();
            clock.advance(Duration.ofSeconds(10));
        }
        relay.keepAlive();
        assertTrue(completed.await(20, TimeUnit.SECONDS), "the browser would wait for ever");
    }

    @Test
    void anAgentThatOnlyPingsIsAlive() throws Exception {
        Thread.ofVirtual().start(relay::run);
        for (int pings = 0; pings < 20; pings++) {
            agentSays(PING);
            clock.advance(Duration.ofSeconds(15));
            relay.keepAlive();
        }
        assertEquals(1, completed.getCount());
        assertEquals(PING.repeat(20), sent.toString(StandardCharsets.US_ASCII));
    }

    @Test
    void aSilentLineIsKeptAliveMeanwhile() {
        relay.keepAlive();
        relay.keepAlive();
        assertEquals(":\n\n".repeat(2), sent.toString(StandardCharsets.US_ASCII));
    }
}
