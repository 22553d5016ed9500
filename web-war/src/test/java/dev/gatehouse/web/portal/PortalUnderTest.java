package dev.gatehouse.web.portal;

import dev.gatehouse.contract.ServiceKeys;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR as it is delivered, told where its data and its agent are. */
final class PortalUnderTest {

    static final String ADMIN_PASSWORD = "the gate is painted green";
    static final String KEYS = "test:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE";

    private static final String SETTINGS = "META-INF/microprofile-config.properties";

    private PortalUnderTest() {}

    static ServiceKeys keys() {
        return ServiceKeys.parse(KEYS);
    }

    static Path data(String name) {
        return Path.of(System.getProperty("gatehouse.test.folder"), name).toAbsolutePath();
    }

    static WebArchive war(String name, URI agent) {
        return war(name, agent, Map.of());
    }

    /** @param further settings by name; each of a name the WAR knows */
    static WebArchive war(String name, URI agent, Map<String, String> further) {
        try {
            Path data = data(name);
            delete(data);
            Files.createDirectories(data);
            Files.writeString(data.resolve("initial-admin-password"), ADMIN_PASSWORD + "\n");
            Files.writeString(data.resolve("service-token.keys"), KEYS + "\n");
            String settings = read(SETTINGS)
                    .replaceAll("(?m)^gatehouse\\.data=.*$", "gatehouse.data=" + data)
                    .replaceAll("(?m)^gatehouse\\.agent\\.url=.*$", "gatehouse.agent.url=" + agent)
                    .replaceAll(
                            "(?m)^gatehouse\\.conversations\\.restore-grace=.*$",
                            "gatehouse.conversations.restore-grace=PT3S");
            for (Map.Entry<String, String> each : further.entrySet()) {
                settings = settings.replaceAll(
                        "(?m)^" + Pattern.quote(each.getKey()) + "=.*$",
                        Matcher.quoteReplacement(each.getKey() + "=" + each.getValue()));
            }
            return ShrinkWrap.create(ZipImporter.class, "ROOT.war")
                    .importFrom(new File(System.getProperty("gatehouse.test.war")))
                    .as(WebArchive.class)
                    .addAsResource(new StringAsset(settings), SETTINGS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String resource) throws IOException {
        try (InputStream in = PortalUnderTest.class.getClassLoader().getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
