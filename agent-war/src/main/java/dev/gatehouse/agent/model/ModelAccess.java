package dev.gatehouse.agent.model;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentStatus;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the operator has set for model access.
 *
 * @param upstream what answers
 * @param access how the people are told
 * @param models names that may be chosen, the default first
 */
public record ModelAccess(ModelUpstream upstream, AgentEvent.ModelAccess access, List<AgentStatus.Model> models) {

    static final String DEFAULT_BASE = "https://api.anthropic.com";
    static final String DEFAULT_NAMES = "default,opus,sonnet,haiku";
    static final int MAX_KEY_FILE = 4096;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@\\[\\]-]{0,127}");

    /**
     * The settings as they stand in the configuration.
     *
     * @param scripted {@code true}, {@code false} or {@code auto}: scripted only if there is no key
     * @param apiKey from the environment
     * @param apiKeyFile a mounted file with the key; only one of the two
     * @param names comma separated, as {@code --model} takes them
     */
    public record Settings(
            String scripted,
            Optional<String> baseUrl,
            Optional<String> apiKey,
            Optional<Path> apiKeyFile,
            String names) {

        @Override
        public String toString() {
            return "Settings[scripted=" + scripted + ", baseUrl=" + baseUrl + ", apiKey="
                    + (apiKey.isPresent() ? "set" : "absent") + "]";
        }
    }

    /** @throws GatehouseException if the settings contradict each other or cannot be used; it never holds the key. */
    public static ModelAccess of(Settings settings) {
        return switch (settings.scripted().strip().toLowerCase(Locale.ROOT)) {
            case "true" -> scripted();
            case "false" ->
                api(
                        settings,
                        key(settings)
                                .orElseThrow(
                                        () -> refused(
                                                "there is no key for the model service; set ANTHROPIC_API_KEY,"
                                                        + " gatehouse.model.api-key-file, or gatehouse.model.scripted=true to try without")));
            case "auto" -> key(settings).map(key -> api(settings, key)).orElseGet(ModelAccess::scripted);
            default -> throw refused("gatehouse.model.scripted is true, false or auto");
        };
    }

    private static ModelAccess scripted() {
        return new ModelAccess(
                new ScriptedUpstream(new ScriptedModel()),
                AgentEvent.ModelAccess.SCRIPTED,
                List.of(new AgentStatus.Model(ScriptedModel.NAME, "Scripted model (not Claude)")));
    }

    private static ModelAccess api(Settings settings, String key) {
        try {
            return new ModelAccess(
                    new MessagesApi(URI.create(settings.baseUrl().orElse(DEFAULT_BASE)), key),
                    AgentEvent.ModelAccess.API_KEY,
                    models(settings.names()));
        } catch (IllegalArgumentException e) {
            throw refused("gatehouse.model.base-url: " + e.getMessage());
        }
    }

    private static List<AgentStatus.Model> models(String names) {
        List<AgentStatus.Model> models = Arrays.stream(names.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .map(ModelAccess::model)
                .toList();
        if (models.isEmpty()) {
            throw refused("gatehouse.model.names names no model");
        }
        return models;
    }

    private static AgentStatus.Model model(String name) {
        if (!NAME.matcher(name).matches()) {
            throw refused("gatehouse.model.names: this cannot be the name of a model: " + name);
        }
        boolean alias = name.chars().allMatch(Character::isLetter);
        return new AgentStatus.Model(
                name, alias ? name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) : name);
    }

    private static Optional<String> key(Settings settings) {
        Optional<String> inline = settings.apiKey().map(String::strip).filter(each -> !each.isEmpty());
        if (settings.apiKeyFile().isEmpty()) {
            return inline;
        }
        if (inline.isPresent()) {
            throw refused("set only one of ANTHROPIC_API_KEY and gatehouse.model.api-key-file");
        }
        Path file = settings.apiKeyFile().get();
        try {
            if (Files.size(file) > MAX_KEY_FILE) {
                throw refused("gatehouse.model.api-key-file is too large for a key: " + file);
            }
            String key = Files.readString(file).strip();
            if (key.isEmpty()) {
                throw refused("gatehouse.model.api-key-file is empty: " + file);
            }
            return Optional.of(key);
        } catch (IOException e) {
            throw refused("gatehouse.model.api-key-file cannot be read: " + file);
        }
    }

    private static GatehouseException refused(String detail) {
        return new GatehouseException(ProblemCode.MODEL_UNAVAILABLE, detail);
    }
}
