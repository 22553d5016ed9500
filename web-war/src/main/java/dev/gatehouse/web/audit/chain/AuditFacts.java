package dev.gatehouse.web.audit.chain;

import java.time.Instant;

/**
 * The part of a row that stays for as long as the row does. Components but the first two may be null, as in the table.
 *
 * @param at when it happened, by the clock of whoever noticed it; milliseconds count
 * @param seq number of the event in its session
 * @param owner account whose session it is
 * @param actor account that did it
 * @param ref tool use id, question id, or name of the administrative act
 * @param mode wire name of the mode in force
 * @param outcome {@code ALLOWED} or {@code DENIED}
 * @param step name of a {@link dev.gatehouse.contract.ToolDecision.Step}
 * @param derived whether {@code rule} was found by trying
 * @param latencyMillis from the beginning of the call or question to this row
 * @param withheld why the content was not recorded
 */
public record AuditFacts(
        Instant at,
        AuditKind kind,
        String session,
        Long seq,
        String owner,
        String actor,
        String tool,
        String ref,
        String mode,
        String outcome,
        String step,
        String rule,
        Boolean derived,
        Long policyVersion,
        Long latencyMillis,
        String withheld) {}
