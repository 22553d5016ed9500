package dev.gatehouse.launcher;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is said about the containers' secrets fits the users they run as. */
class ContainersTest {

    private static String read(String path) throws IOException {
        return Files.readString(Path.of("..", path));
    }

    @Test
    void theSecretsAreToBelongToTheUserThatWebRunsAs() throws IOException {
        Matcher uid = Pattern.compile("useradd [^&]*--uid (\\d+)").matcher(read("domain-config/web/Dockerfile"));
        assertTrue(uid.find());
        assertTrue(read("docker-compose.yml").contains("owner " + uid.group(1) + ", "));
        assertTrue(read("README.md").contains("chown " + uid.group(1) + " .gatehouse/*"));
    }

    @Test
    void theAgentReadsWhatBelongsToWebsUser() throws IOException {
        assertFalse(Pattern.compile("(?m)^USER ")
                .matcher(read("domain-config/agent/Dockerfile"))
                .find());
        String agent = read("docker-compose.yml").split("\n  web:\n")[0];
        assertTrue(agent.contains("cap_drop: [ALL]"));
        assertTrue(
                Pattern.compile("cap_add: \\[.*DAC_OVERRIDE.*]").matcher(agent).find());
    }
}
