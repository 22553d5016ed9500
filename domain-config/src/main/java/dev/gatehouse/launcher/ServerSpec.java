package dev.gatehouse.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One of the two servers, as a command.
 *
 * @param name {@code web} or {@code agent}: also its folder below {@code domain-config} and below {@code run}.
 * @param settings MicroProfile Config values, none of them secret: they are arguments any user of the machine can read.
 * @param environment the whole environment of the process.
 */
record ServerSpec(
        String name,
        Endpoint endpoint,
        Parts parts,
        Path war,
        Path run,
        Map<String, String> settings,
        Map<String, String> environment) {

    private static final String LISTENER_ADDRESS = "set configs.config.server-config.network-config.network-listeners"
            + ".network-listener.http-listener.address=";

    /**
     * Payara Micro remembers deployments in its root folder and refuses to repeat them: each start gets a fresh one.
     */
    List<String> freshCommand() throws IOException {
        Path home = run.resolve(name);
        FileTree.delete(home);
        Files.createDirectories(home);
        Path boot = Files.writeString(home.resolve("preboot"), LISTENER_ADDRESS + endpoint.address() + "\n");
        Path own = parts.configuration().resolve(name);
        List<String> line = new ArrayList<>(ProcessLeash.prefix(environment));
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(
                JvmOptions.read(own.resolve("jvm.options"), Runtime.version().feature()));
        new TreeMap<>(settings).forEach((key, value) -> line.add("-D" + key + "=" + value));
        line.addAll(List.of("-jar", parts.payara().toString()));
        line.addAll(List.of("--rootdir", home.resolve("payara").toString()));
        line.addAll(List.of("--port", String.valueOf(endpoint.port())));
        line.addAll(List.of("--prebootcommandfile", boot.toString()));
        line.addAll(List.of("--logproperties", own.resolve("logging.properties").toString()));
        // without the data grid; --nocluster would leave it listening on all interfaces, even beside --nohazelcast
        line.addAll(List.of("--nohazelcast", "--disablephonehome"));
        line.addAll(List.of("--deploy", war.toString(), "--contextroot", "/"));
        return line;
    }
}
