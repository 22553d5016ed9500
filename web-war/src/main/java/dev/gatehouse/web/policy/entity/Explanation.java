package dev.gatehouse.web.policy.entity;

import java.util.List;
import java.util.stream.Stream;

/** Where each part of a grant comes from; a part with several origins has a line for each. */
public record Explanation(List<Line> lines) {

    public enum Part {
        ALLOWED_MODE("Mode"),
        REFUSED_MODE("Mode not granted"),
        INITIAL("Starts in"),
        FALLBACK("Fallback"),
        DENY("Deny"),
        ASK("Ask"),
        ALLOW("Allow"),
        QUESTION_MINUTES("Minutes a question may wait"),
        IDLE_MINUTES("Idle minutes"),
        LIVE_SESSIONS("Live conversations"),
        SINGLE_SHOT_SECONDS("Seconds of a one-off prompt"),
        ANSWERED_BY("Questions are answered by"),
        UNWATCHED("When nobody watches"),
        MODEL("Model"),
        FROZEN("Stopped");

        private final String label;

        Part(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** @param value as written in a policy: wire names, rules, numbers */
    public record Line(Part part, String value, Source source) {}

    public Explanation {
        lines = List.copyOf(lines);
    }

    public Stream<Line> of(Part part) {
        return lines.stream().filter(line -> line.part() == part);
    }

    /** Where this value of the part comes from. */
    public List<Source> sources(Part part, String value) {
        return of(part).filter(line -> line.value().equals(value))
                .map(Line::source)
                .toList();
    }
}
