package dev.gatehouse.agent.events;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.BlockSnapshot;
import dev.gatehouse.contract.AgentEvent.BlockStarted;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The blocks that are being streamed, with their text so far. Guarded by the log's lock. */
final class OpenBlocks {

    private final Map<String, Block> blocks = new LinkedHashMap<>();

    private record Block(BlockStarted start, StringBuilder text) {}

    /** A piece of text with its place. */
    record Piece(int offset, String text) {}

    /** @throws GatehouseException if the event cannot be, before it is written */
    void check(AgentEvent.Durable event) {
        if (event instanceof BlockStarted start) {
            if (blocks.containsKey(start.blockId())) {
                throw new IllegalStateException("block " + start.blockId() + " is open already");
            }
            if (blocks.size() >= EventLog.MAX_OPEN_BLOCKS) {
                throw new GatehouseException(
                        ProblemCode.INTERNAL, "More than " + EventLog.MAX_OPEN_BLOCKS + " texts at a time.");
            }
        }
    }

    /** Follows the events of the log, also those of its past. */
    void follow(AgentEvent event) {
        if (event instanceof BlockStarted start) {
            blocks.put(start.blockId(), new Block(start, new StringBuilder()));
        } else if (event instanceof AgentEvent.TextBlock block) {
            blocks.remove(block.blockId());
        } else if (event instanceof AgentEvent.ThinkingBlock block) {
            blocks.remove(block.blockId());
        } else if (event instanceof AgentEvent.BlockAborted block) {
            blocks.remove(block.blockId());
        }
    }

    /** @return the part that is within {@link EventLog#MAX_OPEN_BLOCK_CHARS}, maybe empty */
    Piece add(String blockId, String text) {
        Block block = blocks.get(blockId);
        if (block == null) {
            throw new IllegalStateException("no block " + blockId + " is open");
        }
        int offset = block.text.length();
        String kept = text.substring(0, Math.min(text.length(), EventLog.MAX_OPEN_BLOCK_CHARS - offset));
        block.text.append(kept);
        return new Piece(offset, kept);
    }

    List<String> ids() {
        return List.copyOf(blocks.keySet());
    }

    List<BlockSnapshot> snapshots() {
        return blocks.values().stream()
                .map(block -> new BlockSnapshot(
                        block.start.blockId(), block.start.kind(), block.start.parent(), block.text.toString()))
                .toList();
    }
}
