package dev.gatehouse.web.audit.chain;

import java.time.Duration;
import java.util.List;

/**
 * What a verification found.
 *
 * @param rows how many were read
 * @param findings the first {@link ChainVerifier#MOST_FINDINGS}; none if all is as it was written
 * @param lastSigned number of the newest row that a signed head vouches for; rows behind it could be cut off unseen
 */
public record Verdict(long rows, long first, long last, long lastSigned, List<Finding> findings, Duration took) {

    public boolean intact() {
        return findings.isEmpty();
    }
}
