package dev.gatehouse.contract;

import java.time.Instant;

/**
 * A request the agent turned away because of its service token. Every text is printable ASCII, one line and bounded.
 *
 * @param number counts the refused requests since the agent's start; the first is 1
 * @param path as sent, without the query
 * @param address whom it came from
 * @param reason for the log and the audit alone: the caller is told nothing of it
 */
public record RefusedRequest(long number, Instant at, String method, String path, String address, String reason) {}
