package dev.gatehouse.web.administration;

import java.time.Duration;
import java.time.Instant;

/** A span of time as one would say it. */
final class Elapsed {

    private Elapsed() {}

    static String between(Instant start, Instant end) {
        Duration span = Duration.between(start, end);
        if (span.toMinutes() < 1) {
            return "less than a minute";
        }
        if (span.toHours() < 1) {
            return span.toMinutes() + " min";
        }
        if (span.toDays() < 1) {
            return span.toHours() + " h " + span.toMinutesPart() + " min";
        }
        return span.toDays() == 1 ? "1 day" : span.toDays() + " days";
    }
}
