package dev.gatehouse.web.audit.chain;

import java.util.List;

/** The stored audit, as the verification reads it. */
public interface AuditRows {

    /**
     * What the database says of the two ends; the verification does not believe it.
     *
     * @param beforeFirstMac mac of the row before the first one; empty text if none was ever removed
     */
    record Ends(long last, String lastMac, long first, String beforeFirstMac) {}

    Ends ends();

    /** By number, behind the given one. */
    List<AuditRow> behind(long number, int most);
}
