package dev.gatehouse.agent.model;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;

/** Speaks the Messages API's HTTP for {@link ScriptedModel}. */
public final class ScriptedUpstream implements ModelUpstream {

    /** How long a stalled answer keeps its connection; longer than the CLI's own patience of ten minutes. */
    static final Duration MAX_STALL = Duration.ofMinutes(11);

    private static final Map<String, String> EVENT_STREAM =
            Map.of("content-type", "text/event-stream; charset=utf-8", "cache-control", "no-cache");

    private final ReplySource model;

    public ScriptedUpstream(ScriptedModel model) {
        this((ReplySource) model);
    }

    ScriptedUpstream(ReplySource model) {
        this.model = model;
    }

    @Override
    public void answer(ModelCall call) throws IOException, InterruptedException {
        switch (call.path()) {
            case MESSAGES -> messages(call);
            case COUNT_TOKENS ->
                call.json(
                        200,
                        Json.createObjectBuilder()
                                .add("input_tokens", 1 + call.body().length / 4)
                                .build());
            case MODELS ->
                call.json(
                        200,
                        Json.createObjectBuilder()
                                .add("data", Json.createArrayBuilder().add(description()))
                                .add("has_more", false)
                                .add("first_id", ScriptedModel.NAME)
                                .add("last_id", ScriptedModel.NAME)
                                .build());
            case MODEL -> call.json(200, description());
        }
    }

    private void messages(ModelCall call) throws IOException, InterruptedException {
        ModelRequest request;
        try {
            request = ModelRequest.parse(call.body());
        } catch (IllegalArgumentException e) {
            call.error(new ApiError(400, e.getMessage()));
            return;
        }
        Reply reply = model.reply(request);
        if (reply instanceof Reply.Message message && !request.stream()) {
            Thread.sleep(message.pace().first());
            call.json(
                    200,
                    new ReplyWriter(
                                    ScriptedModel.NAME,
                                    OutputStream.nullOutputStream(),
                                    ReplyWriter.usage(reply, request))
                            .message(message));
            return;
        }
        stream(call, request, reply);
    }

    private void stream(ModelCall call, ModelRequest request, Reply reply) throws IOException, InterruptedException {
        switch (reply) {
            case Reply.Refusal refusal -> call.error(refusal.error());
            case Reply.Message message -> {
                Thread.sleep(message.pace().first());
                try (OutputStream out = open(call)) {
                    writer(out, request, reply).stream(message);
                }
            }
            case Reply.Drop drop -> {
                writer(open(call), request, reply).begin(drop.blocks(), drop.pace());
                throw new IOException("the script drops the connection");
            }
            case Reply.Stall stall -> {
                writer(open(call), request, reply).begin(stall.blocks(), stall.pace());
                Thread.sleep(MAX_STALL);
                throw new IOException("the script stalls");
            }
        }
    }

    private static OutputStream open(ModelCall call) throws IOException {
        return new BufferedOutputStream(call.stream(200, EVENT_STREAM), 64 * 1024);
    }

    private static ReplyWriter writer(OutputStream out, ModelRequest request, Reply reply) {
        return new ReplyWriter(ScriptedModel.NAME, out, ReplyWriter.usage(reply, request));
    }

    private static JsonObject description() {
        return Json.createObjectBuilder()
                .add("type", "model")
                .add("id", ScriptedModel.NAME)
                .add("display_name", "Scripted model (not Claude)")
                .add("created_at", "2026-01-01T00:00:00Z")
                .build();
    }
}
