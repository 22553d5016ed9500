package dev.gatehouse.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;

/** Where one server listens. */
public record Endpoint(String address, int port) {

    private static final int HIGHEST_PORT = 65_535;
    private static final String LOOPBACK = "127.0.0.1";

    /**
     * Reads {@code GATEHOUSE_<name>_ADDRESS} and {@code GATEHOUSE_<name>_PORT}; port 0 takes a free one.
     *
     * @throws LaunchException when either is not acceptable.
     */
    static Endpoint from(Map<String, String> environment, String name, int defaultPort) {
        String address = environment.getOrDefault("GATEHOUSE_" + name + "_ADDRESS", LOOPBACK);
        String variable = "GATEHOUSE_" + name + "_PORT";
        String text = environment.getOrDefault(variable, String.valueOf(defaultPort));
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > HIGHEST_PORT) {
            throw new LaunchException(variable + " must be a port number from 0 to " + HIGHEST_PORT + ".");
        }
        int port = Integer.parseInt(text);
        return port == 0 ? free(address) : new Endpoint(address, port);
    }

    /** A port nobody listens on at this moment. */
    public static Endpoint freeOnLoopback() {
        return free(LOOPBACK);
    }

    /** @throws LaunchException when somebody listens there already, or this machine has no such address. */
    void checkFree(String server, String portVariable) {
        try (ServerSocket probe = bind(address, port)) {
            assert probe.isBound();
        } catch (UnknownHostException e) {
            throw new LaunchException("There is no address " + address + " for " + server + " to listen on.", e);
        } catch (IOException e) {
            throw new LaunchException(
                    "Port " + port + " on " + address + ", where " + server + " would listen, cannot be had ("
                            + e.getMessage() + "): stop what uses it, or choose another by " + portVariable + ".",
                    e);
        }
    }

    /** The address as this machine itself reaches it: a server on all interfaces is asked over loopback. */
    public URI uri(String path) {
        String host = address.equals("0.0.0.0") || address.equals("::") ? LOOPBACK : address;
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + path);
    }

    private static Endpoint free(String address) {
        try (ServerSocket probe = bind(address, 0)) {
            return new Endpoint(address, probe.getLocalPort());
        } catch (IOException e) {
            throw new LaunchException("No port can be had on " + address + ": " + e.getMessage(), e);
        }
    }

    private static ServerSocket bind(String address, int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port), 1);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
