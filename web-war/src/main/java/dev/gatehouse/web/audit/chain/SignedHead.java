package dev.gatehouse.web.audit.chain;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** One line of the file of heads: that a row was there, at this time, with this mac. */
public record SignedHead(long number, String mac, Instant at, String signature) {

    public static SignedHead of(long number, String mac, Instant at, ChainKey key) {
        return new SignedHead(number, mac, at, key.headMac(number, mac, at));
    }

    /** Empty if it is not a line of that form. */
    static Optional<SignedHead> parse(String line) {
        String[] parts = line.split(" ", -1);
        try {
            return parts.length == 4
                    ? Optional.of(new SignedHead(Long.parseLong(parts[0]), parts[1], Instant.parse(parts[2]), parts[3]))
                    : Optional.empty();
        } catch (NumberFormatException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    String line() {
        return number + " " + mac + " " + at + " " + signature;
    }

    boolean genuine(ChainKey key) {
        return key.headMac(number, mac, at).equals(signature);
    }
}
