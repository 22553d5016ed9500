package dev.gatehouse.web.security.control;

import java.time.Duration;

/** How long someone has to wait, as one would say it. */
public final class Waiting {

    private Waiting() {}

    public static String inWords(Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        if (seconds == 1) {
            return "1 second";
        }
        return seconds < 120 ? seconds + " seconds" : (seconds + 59) / 60 + " minutes";
    }
}
