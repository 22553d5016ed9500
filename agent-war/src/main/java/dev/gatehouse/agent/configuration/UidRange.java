package dev.gatehouse.agent.configuration;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numeric user ids that belong to this agent's workers and to nothing else on the host.
 *
 * @param first lowest id, never below 1000: the ids below belong to the system
 * @param last highest id, included
 */
public record UidRange(int first, int last) {

    private static final int LOWEST = 1000;
    private static final Pattern FORM = Pattern.compile("(\\d{1,10})-(\\d{1,10})");

    public UidRange {
        if (first < LOWEST || last < first) {
            throw new IllegalArgumentException("expected first-last with " + LOWEST + " <= first <= last");
        }
    }

    /** @throws IllegalArgumentException saying what is expected. */
    public static UidRange parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected first-last, for example 200000-265535");
        }
        return new UidRange(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    public int size() {
        return last - first + 1;
    }

    public boolean contains(int uid) {
        return uid >= first && uid <= last;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
