package dev.gatehouse.agent.workspaces;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import java.io.IOException;
import java.util.Locale;

/** Tells a full disk, which the person can wait out, from a disk that fails. */
final class StorageProblem {

    private StorageProblem() {}

    static GatehouseException of(String what, IOException e) {
        String reason = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return reason.contains("no space left") || reason.contains("quota exceeded")
                ? new GatehouseException(
                        ProblemCode.STORAGE_FULL, what + ": the disk is full. Ask the operator to make room.", e)
                : new GatehouseException(
                        ProblemCode.INTERNAL, what + ": the disk failed. The agent's log says more.", e);
    }
}
