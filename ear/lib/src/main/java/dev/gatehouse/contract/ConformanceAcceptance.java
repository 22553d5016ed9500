package dev.gatehouse.contract;

/**
 * An administrator takes a measured table for good, of {@code PUT /conformance/accepted}: from then on workers may use
 * that version.
 *
 * @param digest of the table that was looked at
 */
public record ConformanceAcceptance(String cliVersion, String digest) {}
