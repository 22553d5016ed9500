package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.events.Blobs;
import dev.gatehouse.contract.AgentCommand;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** A prompt's text and images: checked, kept, and made into the content of a Messages API user message. */
final class PromptContent {

    static final int MAX_TEXT = 1_000_000;
    static final int MAX_IMAGES = 10;
    static final int MAX_IMAGE_BYTES = 5 * 1024 * 1024;
    static final Set<String> IMAGE_TYPES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    private PromptContent() {}

    /** @throws GatehouseException with a text for the person if the prompt cannot be sent as it is */
    static void requireAcceptable(AgentCommand.Prompt prompt) {
        if (prompt.text().isBlank() && prompt.images().isEmpty()) {
            throw new GatehouseException(ProblemCode.INVALID_VALUE, "The prompt is empty.");
        }
        if (prompt.text().length() > MAX_TEXT) {
            throw new GatehouseException(
                    ProblemCode.TOO_LARGE,
                    "The prompt has " + prompt.text().length() + " characters; at most " + MAX_TEXT
                            + " are possible. Put long material into a file of the workspace.");
        }
        if (prompt.images().size() > MAX_IMAGES) {
            throw new GatehouseException(
                    ProblemCode.TOO_LARGE, "At most " + MAX_IMAGES + " images can be sent at once.");
        }
        for (AgentCommand.Image image : prompt.images()) {
            if (!IMAGE_TYPES.contains(image.mediaType())) {
                throw new GatehouseException(
                        ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Images must be PNG, JPEG, GIF or WebP.");
            }
        }
    }

    /** @return references under which the session keeps the images; on the disk when this returns */
    static List<AgentEvent.Blob> keepImages(AgentCommand.Prompt prompt, Blobs blobs) {
        List<AgentEvent.Blob> kept = new ArrayList<>();
        for (AgentCommand.Image image : prompt.images()) {
            byte[] bytes;
            try {
                bytes = Base64.getDecoder().decode(image.data());
            } catch (IllegalArgumentException e) {
                throw new GatehouseException(ProblemCode.INVALID_VALUE, "An image is not valid base64.");
            }
            if (bytes.length > MAX_IMAGE_BYTES) {
                throw new GatehouseException(
                        ProblemCode.TOO_LARGE, "An image has more than " + MAX_IMAGE_BYTES / 1024 / 1024 + " MiB.");
            }
            kept.add(blobs.store(bytes, image.mediaType()));
        }
        return kept;
    }

    static JsonArray content(AgentEvent.PromptAccepted prompt, Blobs blobs) {
        var content = Json.createArrayBuilder();
        for (AgentEvent.Blob image : prompt.images()) {
            content.add(Json.createObjectBuilder()
                    .add("type", "image")
                    .add(
                            "source",
                            Json.createObjectBuilder()
                                    .add("type", "base64")
                                    .add("media_type", image.mediaType())
                                    .add("data", Base64.getEncoder().encodeToString(read(blobs, image)))));
        }
        if (!prompt.text().isBlank()) {
            content.add(text(prompt.text()));
        }
        return content.build();
    }

    static JsonArray onlyText(String text) {
        return Json.createArrayBuilder().add(text(text)).build();
    }

    private static jakarta.json.JsonObjectBuilder text(String text) {
        return Json.createObjectBuilder().add("type", "text").add("text", text);
    }

    private static byte[] read(Blobs blobs, AgentEvent.Blob image) {
        try (InputStream in = blobs.open(image.sha256())
                .orElseThrow(
                        () -> new GatehouseException(ProblemCode.NOT_FOUND, "An image of the prompt is missing."))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
