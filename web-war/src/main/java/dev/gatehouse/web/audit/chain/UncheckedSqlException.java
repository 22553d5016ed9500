package dev.gatehouse.web.audit.chain;

import java.sql.SQLException;

/** The database did not answer the verification. */
public final class UncheckedSqlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UncheckedSqlException(SQLException cause) {
        super("The audit cannot be read: " + cause.getMessage(), cause);
    }
}
