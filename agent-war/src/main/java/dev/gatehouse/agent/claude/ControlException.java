package dev.gatehouse.agent.claude;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import java.util.Optional;

/** A control request was answered with an error, not in time, or not at all because the process is gone. */
public final class ControlException extends GatehouseException {

    private static final long serialVersionUID = 1L;

    private final String subtype;
    private final String errorCode;

    ControlException(String subtype, String errorCode, String detail) {
        super(ProblemCode.CLI_FAILED, detail);
        this.subtype = subtype;
        this.errorCode = errorCode;
    }

    /** The request that failed. */
    public String subtype() {
        return subtype;
    }

    /** The CLI's {@code error_code}: invalid_mode, bypass_disabled, unsupported_request, …; or one of ours. */
    public Optional<String> errorCode() {
        return Optional.ofNullable(errorCode);
    }
}
