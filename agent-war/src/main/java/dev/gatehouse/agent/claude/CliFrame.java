package dev.gatehouse.agent.claude;

import jakarta.json.JsonObject;

/**
 * One line of the CLI's stdout (PROTOCOL §6, DIFF §5), in families. A {@code switch} may list the records of all
 * families without naming the families.
 *
 * <p>Reading is tolerant: missing fields become empty, unknown ones are ignored, an unknown type becomes
 * {@link Unknown} and a line that is no JSON object {@link Noise}; nothing is dropped.
 */
public sealed interface CliFrame
        permits StreamFrame, MessageFrame, SessionFrame, TaskFrame, ControlFrame, CliFrame.Unknown, CliFrame.Noise {

    /**
     * A JSON object of a type, subtype or shape that this version does not know.
     *
     * @param type {@code type} or {@code type/subtype}, empty if the line has none
     */
    record Unknown(String type, JsonObject raw) implements CliFrame {}

    /**
     * A line that is not a JSON object; the CLI itself never writes one.
     *
     * @param excerpt the first {@link StreamJson#NOISE_EXCERPT} characters
     * @param bytes the length of the line
     */
    record Noise(String excerpt, int bytes) implements CliFrame {}
}
