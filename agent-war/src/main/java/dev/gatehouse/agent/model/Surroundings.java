package dev.gatehouse.agent.model;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What the CLI tells the model of the place it works in, read from its system texts (measured on 2.1.330).
 *
 * @param directory the working directory
 * @param planFile where a plan is to be written before it is proposed
 * @param planMode whether plan mode is in force now
 */
record Surroundings(Optional<String> directory, Optional<String> planFile, boolean planMode) {

    private static final Pattern DIRECTORY = Pattern.compile("Primary working directory: (.+)");
    private static final Pattern PLAN_FILE = Pattern.compile("(?:plan at|exists at) (/\\S+\\.md)");
    private static final Pattern PLAN_MODE = Pattern.compile("Plan mode (?:is|still) active|Exited Plan Mode");

    static Surroundings of(ModelRequest request) {
        return new Surroundings(
                last(DIRECTORY, request.system()).map(found -> found.group(1).strip()),
                last(PLAN_FILE, request.system()).map(found -> found.group(1)),
                last(PLAN_MODE, request.system()).stream()
                        .anyMatch(found -> found.group().startsWith("Plan")));
    }

    private static Optional<MatchResult> last(Pattern pattern, String text) {
        return pattern.matcher(text).results().reduce((first, second) -> second);
    }
}
