package dev.gatehouse.contract;

import java.util.List;

/**
 * The answer to a {@link DryRunRequest}.
 *
 * @param cliVersion of the Claude Code that was asked
 * @param verdicts in the order of the calls
 */
public record DryRunReport(String cliVersion, List<Verdict> verdicts) {

    public DryRunReport {
        verdicts = List.copyOf(verdicts);
    }
}
