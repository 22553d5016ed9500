package dev.gatehouse.agent.events;

import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a session's log from its beginning. What a crash leaves is an end that is no event: unfinished, or rubbish of
 * the file system. That was never shown to anyone and is left out. Rubbish with an event behind it, an event out of
 * order or one of an unknown form is damage: then nothing is repaired, as repairing would lose what was accepted.
 */
final class LogRecovery {

    private LogRecovery() {}

    /**
     * Opens the log, its torn end cut off.
     *
     * @param past gets every event in order
     * @throws GatehouseException {@code INTERNAL} if the file is damaged
     */
    static LogFile open(Path path, AppendOnlyFile file, Consumer<EventEnvelope> past) {
        try {
            LineIndex index = read(path, past);
            long torn = Files.size(path) - index.length();
            if (torn > 0) {
                System.getLogger(LogRecovery.class.getName())
                        .log(System.Logger.Level.WARNING, "cut an unfinished event of {0} bytes off {1}", torn, path);
                file.truncate(index.length());
            }
            return new LogFile(path, file, index);
        } catch (IOException e) {
            throw StorageFailure.of(e, path);
        }
    }

    /**
     * @param past gets every event in order
     * @return the index of the sound lines; the file is longer than it if its end is torn
     */
    private static LineIndex read(Path file, Consumer<EventEnvelope> past) throws IOException {
        LineIndex index = new LineIndex();
        try (LineReader lines = new LineReader(file, EventLog.MAX_EVENT_BYTES)) {
            while (lines.next()) {
                long seq = index.size() + 1;
                Optional<JsonObject> json = parse(lines.line());
                if (json.isEmpty()) {
                    requireNoEventBehind(lines, seq);
                    return index;
                }
                past.accept(envelope(json.get(), seq));
                index.add(lines.end());
            }
        }
        return index;
    }

    /** The number that a line carries, if it is JSON and carries one. */
    static Optional<Long> seqOf(byte[] line) {
        return parse(line).map(json -> json.getJsonNumber("seq")).map(number -> number.longValue());
    }

    private static EventEnvelope envelope(JsonObject json, long expected) {
        EventEnvelope envelope;
        try {
            envelope = EventEnvelope.fromJson(json);
        } catch (ContractJson.MalformedException e) {
            throw damaged(expected, e.problem().detail());
        }
        if (envelope.seq() != expected) {
            throw damaged(expected, "it carries the number " + envelope.seq());
        }
        return envelope;
    }

    private static void requireNoEventBehind(LineReader lines, long seq) throws IOException {
        while (lines.next()) {
            if (parse(lines.line()).isPresent()) {
                throw damaged(seq, "it is not JSON, but an event follows");
            }
        }
    }

    private static Optional<JsonObject> parse(byte[] line) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
            return Optional.of(ContractJson.parse(text));
        } catch (CharacterCodingException | ContractJson.MalformedException e) {
            return Optional.empty();
        }
    }

    private static GatehouseException damaged(long line, String how) {
        return new GatehouseException(
                ProblemCode.INTERNAL,
                "The record of this conversation is damaged at event " + line + " (" + how
                        + "). It was left as it is; restore events.ndjson from a backup.");
    }
}
