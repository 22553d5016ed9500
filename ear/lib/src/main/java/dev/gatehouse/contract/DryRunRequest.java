package dev.gatehouse.contract;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What Claude Code would decide about these calls, of {@code POST /dry-runs}. Nothing of it is executed.
 *
 * @param owner in whose workspace the calls would be made
 * @param mode the mode they would be made in
 * @param allowed all modes the worker's grant would contain, as they are part of how it is started; with {@code mode}
 * @param rules complete, as a grant has them
 * @param explain whether the deciding rule is looked for where the CLI does not name it; costs up to a second a call
 */
public record DryRunRequest(
        UUID owner,
        PermissionMode mode,
        Set<PermissionMode> allowed,
        Rules rules,
        List<ToolCall> calls,
        boolean explain) {

    public static final int MAX_CALLS = 50;

    public DryRunRequest {
        Set<PermissionMode> all = EnumSet.of(mode);
        all.addAll(allowed);
        allowed = Set.copyOf(all);
        calls = List.copyOf(calls);
        if (calls.isEmpty() || calls.size() > MAX_CALLS) {
            throw new IllegalArgumentException("1 to " + MAX_CALLS + " calls at once");
        }
    }
}
