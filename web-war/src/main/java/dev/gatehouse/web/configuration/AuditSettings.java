package dev.gatehouse.web.configuration;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the audit is kept.
 *
 * @param key file with the key of its chain
 * @param heads file of the signed heads
 * @param headInterval how often a head is signed, if there is something new
 * @param keepInputs how long what was typed is kept; zero for ever
 * @param keepRows how long rows are kept at all; zero for ever
 * @param redact lines of {@code tool:regular expression}; what they match is not recorded
 */
public record AuditSettings(
        Path key, Path heads, Duration headInterval, Duration keepInputs, Duration keepRows, String redact) {}
