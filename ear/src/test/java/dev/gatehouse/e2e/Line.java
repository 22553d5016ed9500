package dev.gatehouse.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between a browser and the portal, which can be cut and mended. */
final class Line implements AutoCloseable {

    private final URI target;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    private Line(URI target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    static Line to(RunningPair pair) {
        try {
            return new Line(pair.web("/"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
    }

    /** Ends every connection, and every new one at once. */
    void cut() {
        cut = true;
        sockets.forEach(Line::end);
    }

    void mend() {
        cut = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                connect(server.accept());
            } catch (IOException e) {
                // Closed, or the portal refused: the browser is told by the end of its connection.
            }
        }
    }

    private void connect(Socket browser) throws IOException {
        sockets.add(browser);
        if (cut) {
            end(browser);
            return;
        }
        try {
            Socket portal = new Socket(target.getHost(), target.getPort());
            sockets.add(portal);
            Thread.ofVirtual().start(() -> pass(browser, portal));
            Thread.ofVirtual().start(() -> pass(portal, browser));
        } catch (IOException e) {
            end(browser);
            throw e;
        }
    }

    private void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Either side may go at any time.
        } finally {
            end(from);
            end(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
