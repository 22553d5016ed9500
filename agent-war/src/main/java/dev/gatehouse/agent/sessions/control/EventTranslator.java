package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.claude.ContentBlock;
import dev.gatehouse.agent.claude.MessageFrame;
import dev.gatehouse.agent.claude.SessionFrame;
import dev.gatehouse.agent.claude.StreamFrame;
import dev.gatehouse.agent.events.Blobs;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.BlockAborted;
import dev.gatehouse.contract.AgentEvent.BlockKind;
import dev.gatehouse.contract.AgentEvent.BlockStarted;
import dev.gatehouse.contract.AgentEvent.Notice;
import dev.gatehouse.contract.AgentEvent.NoticeLevel;
import dev.gatehouse.contract.AgentEvent.TextBlock;
import dev.gatehouse.contract.AgentEvent.ThinkingBlock;
import dev.gatehouse.contract.AgentEvent.ToolFinished;
import dev.gatehouse.contract.AgentEvent.ToolStarted;
import dev.gatehouse.contract.AgentEvent.Unrecognized;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ToolDecision;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns what the CLI says into events; its vocabulary ends here. One per worker, as it follows the block that is being
 * streamed. Only the main conversation is streamed; subagents' messages come whole (PROTOCOL §6).
 */
final class EventTranslator {

    private static final String LOCAL_OUTPUT = "<local-command-stdout>";
    private static final String LOCAL_OUTPUT_END = "</local-command-stdout>";
    private static final int MAX_UNRECOGNIZED = 4096;

    /** What of a tool's structured result the page can use; the rest repeats the content. */
    private static final Set<String> DETAILS = Set.of("type", "filePath", "structuredPatch", "interrupted");

    private static final int MAX_DETAILS = 256 * 1024;

    private final SessionJournal journal;
    private final Blobs blobs;
    private final TurnLedger turns;
    private final ToolDecisions decisions;
    private Optional<OpenBlock> open = Optional.empty();

    private record OpenBlock(String id, BlockKind kind, int index) {}

    EventTranslator(SessionJournal journal, Blobs blobs, TurnLedger turns, ToolDecisions decisions) {
        this.journal = journal;
        this.blobs = blobs;
        this.turns = turns;
        this.decisions = decisions;
    }

    void stream(StreamFrame frame) {
        switch (frame) {
            case StreamFrame.TextDelta delta -> delta(delta.index(), delta.text(), delta.parent());
            case StreamFrame.ThinkingDelta delta -> delta(delta.index(), delta.text(), delta.parent());
            case StreamFrame.MessageStart start -> abortOpen();
            case StreamFrame.BlockStart start -> startBlock(start);
            case StreamFrame.InputJsonDelta ignored -> {}
            case StreamFrame.OtherDelta ignored -> {}
            case StreamFrame.BlockStop ignored -> {}
            case StreamFrame.MessageDelta ignored -> {}
            case StreamFrame.MessageStop ignored -> {}
            case StreamFrame.OtherEvent ignored -> {}
        }
    }

    private void delta(int index, String text, Optional<String> parent) {
        if (parent.isEmpty() && open.isPresent() && open.get().index() == index) {
            journal.log().delta(open.get().id(), text);
        }
    }

    private void startBlock(StreamFrame.BlockStart start) {
        Optional<BlockKind> kind = switch (start.blockType()) {
            case "text" -> Optional.of(BlockKind.TEXT);
            case "thinking" -> Optional.of(BlockKind.THINKING);
            default -> Optional.empty();
        };
        if (kind.isEmpty() || start.parent().isPresent()) {
            return;
        }
        abortOpen();
        turns.begin();
        OpenBlock block = new OpenBlock(journal.nextBlockId(), kind.get(), start.index());
        journal.record(new BlockStarted(block.id(), block.kind(), Optional.empty()));
        open = Optional.of(block);
    }

    /** The CLI never said the end of the block, e.g. because the request was retried. */
    void abortOpen() {
        open.ifPresent(block -> journal.record(new BlockAborted(block.id())));
        open = Optional.empty();
    }

    void assistant(MessageFrame.Assistant message) {
        if (message.parent().isEmpty()) {
            turns.begin(); // a subagent also speaks between turns
        }
        if (message.error().isPresent()) {
            return; // the turn's result carries the same text as its failure
        }
        for (ContentBlock block : message.content()) {
            switch (block) {
                case ContentBlock.Text text -> text(text.text(), message.parent());
                case ContentBlock.Thinking thinking -> thinking(thinking.text(), message.parent());
                case ContentBlock.ToolUse tool ->
                    journal.commit(new ToolStarted(tool.id(), tool.name(), tool.input(), message.parent()));
                case ContentBlock.ToolResult ignored -> {}
                case ContentBlock.Image ignored -> {}
                case ContentBlock.Other other -> unrecognized("content/" + other.type(), other.raw());
            }
        }
    }

    private void text(String text, Optional<String> parent) {
        Optional<String> id = finishing(BlockKind.TEXT, parent);
        if (id.isPresent() || !text.isBlank()) {
            journal.record(new TextBlock(id.orElseGet(journal::nextBlockId), text, parent));
        }
    }

    private void thinking(String text, Optional<String> parent) {
        Optional<String> id = finishing(BlockKind.THINKING, parent);
        if (id.isPresent() || !text.isBlank()) {
            journal.record(new ThinkingBlock(id.orElseGet(journal::nextBlockId), text, parent));
        }
    }

    private Optional<String> finishing(BlockKind kind, Optional<String> parent) {
        if (parent.isPresent() || open.isEmpty() || open.get().kind() != kind) {
            return Optional.empty();
        }
        String id = open.get().id();
        open = Optional.empty();
        return Optional.of(id);
    }

    void user(MessageFrame.User message) {
        if (message.replay()) {
            return; // our own prompt, echoed
        }
        for (ContentBlock block : message.content()) {
            if (block instanceof ContentBlock.ToolResult result) {
                toolFinished(result, message);
            } else if (block instanceof ContentBlock.Text text && text.text().startsWith(LOCAL_OUTPUT)) {
                localOutput(text.text());
            }
        }
    }

    /** What a slash command such as {@code /context} prints. */
    private void localOutput(String text) {
        String output = text.substring(LOCAL_OUTPUT.length())
                .replace(LOCAL_OUTPUT_END, "")
                .strip();
        if (!output.isEmpty()) {
            journal.record(new TextBlock(journal.nextBlockId(), output, Optional.empty()));
        }
    }

    private void toolFinished(ContentBlock.ToolResult result, MessageFrame.User message) {
        StringBuilder content = new StringBuilder();
        List<AgentEvent.Blob> images = new ArrayList<>();
        for (ContentBlock part : result.content()) {
            switch (part) {
                case ContentBlock.Text text ->
                    content.append(content.isEmpty() ? "" : "\n").append(text.text());
                case ContentBlock.Image image -> keep(image).ifPresent(images::add);
                default ->
                    content.append(content.isEmpty() ? "" : "\n")
                            .append("[")
                            .append(kind(part))
                            .append("]");
            }
        }
        boolean truncated = content.length() > AgentEvent.MAX_TOOL_RESULT;
        if (truncated) {
            content.setLength(AgentEvent.MAX_TOOL_RESULT);
        }
        var meta = Optional.ofNullable(message.toolResults().get(result.toolUseId()));
        ToolDecision decision = decisions.of(result.toolUseId(), meta, result.error());
        boolean denied = journal.memory().refusedTools().contains(result.toolUseId())
                || meta.filter(MessageFrame.ToolResultMeta::rejected).isPresent()
                || turns.isRefused(result.toolUseId())
                || (!decision.allowed() && decision.step() != ToolDecision.Step.UNKNOWN);
        if (denied) {
            turns.refused(result.toolUseId());
        }
        journal.record(new ToolFinished(
                result.toolUseId(),
                result.error(),
                denied,
                content.toString(),
                truncated,
                images,
                details(message.toolUseResult()),
                message.parent(),
                Optional.of(decision)));
    }

    private static String kind(ContentBlock part) {
        return part instanceof ContentBlock.Other other
                ? other.type()
                : part.getClass().getSimpleName();
    }

    private Optional<AgentEvent.Blob> keep(ContentBlock.Image image) {
        try {
            return Optional.of(blobs.store(Base64.getMimeDecoder().decode(image.base64()), image.mediaType()));
        } catch (IllegalArgumentException | GatehouseException e) {
            notice(NoticeLevel.WARNING, "An image that a tool returned could not be kept: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<JsonObject> details(Optional<JsonValue> result) {
        if (result.isEmpty() || !(result.get() instanceof JsonObject object)) {
            return Optional.empty();
        }
        var kept = Json.createObjectBuilder();
        object.forEach((name, value) -> {
            if (DETAILS.contains(name)) {
                kept.add(name, value);
            }
        });
        JsonObject details = kept.build();
        return details.isEmpty() || details.toString().length() > MAX_DETAILS ? Optional.empty() : Optional.of(details);
    }

    void retry(SessionFrame.ApiRetry retry) {
        notice(
                NoticeLevel.WARNING,
                "The model service did not answer ("
                        + retry.errorStatus().map(status -> "HTTP " + status).orElse("no connection")
                        + "). Trying again, "
                        + retry.attempt() + " of " + retry.maxRetries() + ", in "
                        + Math.max(1, retry.delayMillis() / 1000) + " s.");
    }

    void compacted(SessionFrame.CompactBoundary boundary) {
        notice(
                NoticeLevel.INFO,
                "The conversation had grown long; Claude Code summarised the earlier part and goes on with the summary.");
    }

    void notice(NoticeLevel level, String text) {
        journal.record(new Notice(level, text));
    }

    void unrecognized(String type, JsonObject raw) {
        String json = raw.toString();
        journal.record(new Unrecognized(
                type, json.length() > MAX_UNRECOGNIZED ? json.substring(0, MAX_UNRECOGNIZED) + "…" : json));
    }
}
