package dev.gatehouse.agent.model;

import dev.gatehouse.contract.AgentEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * A {@link ModelEndpoint} of its own behind a unix socket, for one process that has no network. Connections are passed
 * on byte by byte; the endpoint still wants its token.
 */
public final class ModelSocket implements AutoCloseable {

    static final int MAX_CONNECTIONS = 32;

    private static final System.Logger LOG = System.getLogger(ModelSocket.class.getName());
    private static final int BUFFER_BYTES = 32 * 1024;
    private static final String ALL = "rw-rw-rw-";

    private final ModelEndpoint endpoint;
    private final String token;
    private final Path directory;
    private final ServerSocketChannel server;
    private final Semaphore places = new Semaphore(MAX_CONNECTIONS);
    private final Set<ByteChannel> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @throws UncheckedIOException if the host's directory for temporary files does not take a socket */
    public ModelSocket(CallingModel model) {
        endpoint = new ModelEndpoint(new ScriptedUpstream(model));
        token = endpoint.issue("dry run");
        try {
            directory = Files.createTempDirectory("gatehouse-model");
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(path()));
            // the directory is closed to all but us: only who is given the socket itself can reach it
            Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString(ALL));
        } catch (IOException e) {
            endpoint.close();
            throw new UncheckedIOException("no socket for a model", e);
        }
        threads.execute(this::accept);
    }

    public Path path() {
        return directory.resolve("model.sock");
    }

    /** @param inside the path under which the process sees the socket */
    public Map<String, String> environment(Path inside) {
        Map<String, String> environment =
                new HashMap<>(WorkerEnvironment.of(endpoint.baseUri(), token, AgentEvent.ModelAccess.SCRIPTED));
        environment.put("ANTHROPIC_UNIX_SOCKET", inside.toString());
        return environment;
    }

    @Override
    public void close() {
        close(server);
        open.forEach(ModelSocket::close);
        endpoint.close();
        threads.shutdownNow();
        try {
            Files.deleteIfExists(path());
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "a socket's directory is left behind: " + directory, e);
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel worker = server.accept();
                if (places.tryAcquire()) {
                    threads.execute(() -> relay(worker));
                } else {
                    close(worker);
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void relay(SocketChannel worker) {
        open.add(worker);
        try (worker;
                SocketChannel to = SocketChannel.open(new InetSocketAddress(
                        endpoint.baseUri().getHost(), endpoint.baseUri().getPort()))) {
            open.add(to);
            threads.execute(() -> copy(to, worker));
            copy(worker, to);
            open.remove(to);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection to a model was lost", e);
        } finally {
            open.remove(worker);
            places.release();
        }
    }

    /** Until either side ends; then both do. */
    private static void copy(ByteChannel from, ByteChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException gone) {
            // the other direction ends with it
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(AutoCloseable channel) {
        try {
            channel.close();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.DEBUG, "a channel does not close", e);
        }
    }
}
