package dev.gatehouse.agent.events;

import dev.gatehouse.contract.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One record of the feed's journal: {@code <session> <seq, 12 digits>\n}. All of one length, so a record's number gives
 * its place.
 */
record FeedRecord(SessionId session, long seq) {

    static final int BYTES = 36 + 1 + 12 + 1;

    private static final long MAX_SEQ = 999_999_999_999L;

    byte[] toBytes() {
        if (seq < 1 || seq > MAX_SEQ) {
            throw new IllegalArgumentException("seq " + seq);
        }
        StringBuilder digits =
                new StringBuilder(BYTES).append(session).append(' ').append(seq);
        while (digits.length() < BYTES - 1) {
            digits.insert(37, '0');
        }
        return digits.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** @return empty if this is no record */
    static Optional<FeedRecord> read(byte[] bytes, int start) {
        if (bytes[start + 36] != ' ' || bytes[start + BYTES - 1] != '\n') {
            return Optional.empty();
        }
        long seq = 0;
        for (int i = start + 37; i < start + BYTES - 1; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return Optional.empty();
            }
            seq = seq * 10 + digit;
        }
        try {
            String id = new String(bytes, start, 36, StandardCharsets.US_ASCII);
            return seq < 1 ? Optional.empty() : Optional.of(new FeedRecord(SessionId.parse(id), seq));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
