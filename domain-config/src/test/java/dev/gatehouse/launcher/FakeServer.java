package dev.gatehouse.launcher;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * Stands in for Payara Micro: takes its arguments and, as {@code GATEHOUSE_FAKE_<name>} says for all its starts, or one
 * time a file of that name in the data folder's parent, serves, crashes, deploys nothing or never gets ready; the one
 * named by {@code GATEHOUSE_FAKE_STUBBORN} does not end when asked. Started from a jar, as the real one is.
 */
final class FakeServer {

    private FakeServer() {}

    public static void main(String[] arguments) throws Exception {
        List<String> line = Arrays.asList(arguments);
        String name = Path.of(after(line, "--logproperties"))
                .getParent()
                .getFileName()
                .toString();
        switch (behaviour("GATEHOUSE_FAKE_" + name.toUpperCase(Locale.ROOT))) {
            case "crash" -> {
                System.out.println("SEVERE some.library: cannot go on");
                System.exit(3);
            }
            case "not-deployed" -> {
                System.out.println(
                        "Caused by: some.Exception: the database is too new\n\tat some.Frame\n\t... 42 more");
                System.out.println("SEVERE some.core: Exception while loading the app");
            }
            case "never-ready" -> System.out.println("INFO dev.gatehouse.Fake: starting");
            default -> {
                takeFirstPassword();
                serve(Integer.parseInt(after(line, "--port")));
            }
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("WARNING some.library: last words")));
        if (name.equals(System.getenv("GATEHOUSE_FAKE_STUBBORN"))) {
            Runtime.getRuntime().addShutdownHook(new Thread(FakeServer::neverEnd));
        }
        new ProcessBuilder("sleep", "600").start();
        neverEnd();
    }

    private static String behaviour(String name) throws IOException {
        Path once = Path.of(System.getProperty("gatehouse.data")).resolveSibling(name);
        if (Files.exists(once)) {
            String behaviour = Files.readString(once);
            Files.delete(once);
            return behaviour;
        }
        return System.getenv().getOrDefault(name, "");
    }

    /** As web does once the account is made. */
    private static void takeFirstPassword() throws IOException {
        String file = System.getProperty("gatehouse.initial-admin-password-file");
        if (file != null) {
            Files.deleteIfExists(Path.of(file));
        }
    }

    private static void neverEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            neverEnd();
        }
    }

    static Path jar(Path folder) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeServer.class.getName());
        Path file = folder.resolve("fake.jar");
        String type = FakeServer.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest);
                var content = FakeServer.class.getClassLoader().getResourceAsStream(type)) {
            jar.putNextEntry(new ZipEntry(type));
            content.transferTo(jar);
        }
        return file;
    }

    private static void serve(int port) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        http.createContext("/", exchange -> {
            byte[] body = "{\"status\":\"UP\",\"checks\":[]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        http.start();
        System.out.println("INFO dev.gatehouse.Fake: serving");
    }

    private static String after(List<String> line, String option) {
        return line.get(line.indexOf(option) + 1);
    }
}
