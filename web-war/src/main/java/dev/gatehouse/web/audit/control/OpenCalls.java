package dev.gatehouse.web.audit.control;

import dev.gatehouse.web.audit.chain.AuditDraft;
import dev.gatehouse.web.audit.entity.AuditOpen;
import java.util.Optional;

/** Calls and questions of one session that have begun and not ended. */
interface OpenCalls {

    /** @param draft the row of its beginning, whose summary the row of its end repeats */
    void begin(String ref, AuditDraft draft);

    Optional<AuditOpen> find(String ref);

    Optional<AuditOpen> end(String ref);

    void forgetAll();
}
