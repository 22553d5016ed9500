package dev.gatehouse.contract;

import dev.gatehouse.contract.Verdict.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * Where the conformance table stands, of {@code GET /conformance}.
 *
 * @param cliVersion of the installed Claude Code, if it could be asked
 * @param done measured operations of the run in progress, of {@code total}
 * @param detail why the last run failed, or why none is possible
 * @param measured the newest table of the installed version
 * @param accepted the table it is compared with: the accepted one of this version, else of the version before
 * @param differences between the two
 * @param inUse whether workers may use the installed version
 */
public record ConformanceStatus(
        Optional<String> cliVersion,
        Phase phase,
        int done,
        int total,
        Optional<String> detail,
        Optional<ConformanceTable> measured,
        Optional<ConformanceTable> accepted,
        List<Difference> differences,
        boolean inUse) {

    public ConformanceStatus {
        differences = List.copyOf(differences);
    }

    public enum Phase {
        IDLE,
        RUNNING,
        FAILED,
        /** No dry run is possible on this host. */
        UNAVAILABLE
    }

    /** One cell that is not as it was accepted; empty where a table has no such cell. */
    public record Difference(
            String operation, PermissionMode mode, Optional<Outcome> accepted, Optional<Outcome> measured) {}
}
