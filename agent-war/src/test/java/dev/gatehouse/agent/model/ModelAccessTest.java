package dev.gatehouse.agent.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentStatus;
import dev.gatehouse.contract.GatehouseException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelAccessTest {

    private static final String KEY = "sk-secret";

    @TempDir
    Path directory;

    @Test
    void withoutAKeyTheScriptedModelAnswersAndIsLabelledSo() {
        ModelAccess access = ModelAccess.of(settings("auto", null, null));
        assertEquals(AgentEvent.ModelAccess.SCRIPTED, access.access());
        assertEquals(
                List.of(new AgentStatus.Model("gatehouse-scripted", "Scripted model (not Claude)")), access.models());
    }

    @Test
    void withAKeyTheServiceAnswers() {
        ModelAccess access = ModelAccess.of(settings("auto", KEY, null));
        assertEquals(AgentEvent.ModelAccess.API_KEY, access.access());
        assertEquals(
                new AgentStatus.Model("default", "Default"), access.models().getFirst());
        assertEquals("MessagesApi[https://api.anthropic.com]", access.upstream().toString());
        assertFalse(access.toString().contains(KEY));
        access.upstream().close();
    }

    @Test
    void scriptedOnDemandLeavesTheKeyAlone() {
        assertEquals(
                AgentEvent.ModelAccess.SCRIPTED,
                ModelAccess.of(settings("true", KEY, null)).access());
    }

    @Test
    void theKeyMayComeFromAFile() throws Exception {
        Path file = Files.writeString(directory.resolve("key"), KEY + "\n");
        ModelAccess access = ModelAccess.of(settings("false", null, file));
        assertEquals(AgentEvent.ModelAccess.API_KEY, access.access());
        access.upstream().close();
    }

    @Test
    void whatCannotBeUsedIsRefusedWithoutTheKey() throws Exception {
        Path empty = Files.createFile(directory.resolve("empty"));
        Path good = Files.writeString(directory.resolve("good"), KEY);
        for (ModelAccess.Settings wrong : List.of(
                settings("maybe", KEY, null),
                settings("false", null, null),
                settings("auto", KEY, good),
                settings("auto", null, empty),
                settings("auto", null, directory.resolve("missing")),
                settings("auto", KEY + "\n" + KEY, null),
                new ModelAccess.Settings("auto", Optional.of("not a uri"), Optional.of(KEY), Optional.empty(), "opus"),
                new ModelAccess.Settings("auto", Optional.empty(), Optional.of(KEY), Optional.empty(), " , "),
                new ModelAccess.Settings("auto", Optional.empty(), Optional.of(KEY), Optional.empty(), "--resume"))) {
            var refused = assertThrows(GatehouseException.class, () -> ModelAccess.of(wrong), wrong.toString());
            assertFalse((refused + " " + wrong).contains(KEY));
        }
    }

    @Test
    void aWorkerIsGivenTheEndpointAndItsTokenOnly() {
        URI base = URI.create("http://127.0.0.1:1");
        assertEquals(
                Map.of(
                        "ANTHROPIC_BASE_URL",
                        "http://127.0.0.1:1",
                        "ANTHROPIC_API_KEY",
                        "t",
                        "NO_PROXY",
                        "127.0.0.1,localhost"),
                WorkerEnvironment.of(base, "t", AgentEvent.ModelAccess.API_KEY));
        assertEquals(
                "gatehouse-scripted",
                WorkerEnvironment.of(base, "t", AgentEvent.ModelAccess.SCRIPTED).get("ANTHROPIC_MODEL"));
    }

    private static ModelAccess.Settings settings(String scripted, String key, Path file) {
        return new ModelAccess.Settings(
                scripted,
                Optional.empty(),
                Optional.ofNullable(key),
                Optional.ofNullable(file),
                ModelAccess.DEFAULT_NAMES);
    }
}
