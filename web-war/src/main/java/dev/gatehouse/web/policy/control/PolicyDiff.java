package dev.gatehouse.web.policy.control;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.Serializable;
import java.util.List;

/** What one policy text changes in another, line by line. */
public final class PolicyDiff {

    /** Unchanged lines around a change. */
    private static final int CONTEXT = 3;

    private PolicyDiff() {}

    public enum Kind {
        ADDED,
        REMOVED,
        SAME,
        /** Lines are left out here. */
        GAP
    }

    /** @param sign what stands before it: {@code +}, {@code -} or a space, so that colour is not the only sign */
    public record Line(Kind kind, String sign, String text) implements Serializable {}

    /** Empty if nothing is changed. */
    public static List<Line> between(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> changed = after.lines().toList();
        return UnifiedDiffUtils.generateUnifiedDiff("a", "b", old, DiffUtils.diff(old, changed), CONTEXT).stream()
                .skip(2)
                .map(PolicyDiff::line)
                .toList();
    }

    private static Line line(String unified) {
        String text = unified.isEmpty() ? "" : unified.substring(1);
        if (unified.startsWith("@@")) {
            return new Line(Kind.GAP, "", "…");
        }
        return switch (unified.isEmpty() ? ' ' : unified.charAt(0)) {
            case '+' -> new Line(Kind.ADDED, "+", text);
            case '-' -> new Line(Kind.REMOVED, "−", text);
            default -> new Line(Kind.SAME, " ", text);
        };
    }
}
