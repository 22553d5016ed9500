package dev.gatehouse.web.tryit.boundary;

import dev.gatehouse.web.sessions.ModeText;
import dev.gatehouse.web.tryit.control.PolicyTests;
import dev.gatehouse.web.tryit.entity.Answer;
import dev.gatehouse.web.tryit.entity.PolicyCase;
import dev.gatehouse.web.tryit.entity.Trial;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A saved case as the table shows it.
 *
 * @param found what came of it in the last run; null before
 */
public record CaseRow(UUID id, String name, String person, String mode, String call, Answer expected, Answer found)
        implements Serializable {

    private static final int LONGEST = 200;

    static CaseRow of(PolicyCase saved, Map<UUID, String> names, Optional<PolicyTests.Result> result) {
        Trial trial = saved.trial();
        return new CaseRow(
                saved.id(),
                saved.name(),
                names.getOrDefault(trial.person(), "unknown"),
                ModeText.of(trial.mode()).label(),
                line(trial),
                saved.expected(),
                result.map(each -> each.tried().answer()).orElse(null));
    }

    /** The call on one line. */
    static String line(Trial trial) {
        String input = trial.call().input().size() == 1
                ? trial.call().input().values().iterator().next().toString()
                : trial.call().input().toString();
        String text = trial.call().tool() + " " + input;
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    public boolean passed() {
        return found == expected;
    }
}
