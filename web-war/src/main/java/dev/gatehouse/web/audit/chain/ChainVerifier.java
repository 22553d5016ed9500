package dev.gatehouse.web.audit.chain;

import dev.gatehouse.web.audit.chain.AuditRows.Ends;
import dev.gatehouse.web.audit.chain.Finding.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Reads a chain from its beginning to its end and names every row that is not as it was written, not there, or not
 * where it was. A row is compared with what is stored of the one before it, so one altered row is one finding.
 */
public final class ChainVerifier {

    /** A chain written under another key would be wrong in every row. */
    static final int MOST_FINDINGS = 20;

    private static final int PAGE = 2000;

    private final AuditRows rows;
    private final ChainKey key;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Misfit> misfits = new ArrayList<>();
    private final TakenAway taken = new TakenAway();
    private final SignedHeads heads;

    private long number;
    private String mac;
    private long read;

    /** A row that does not fit behind what stands before it. */
    private record Misfit(AuditRow row, String before) {}

    public ChainVerifier(AuditRows rows, HeadFile heads, ChainKey key) throws IOException {
        this.rows = rows;
        this.key = key;
        this.heads = new SignedHeads(heads, key, this::found);
    }

    /** @param progress gets the number of rows read, now and then */
    public Verdict verify(LongConsumer progress) {
        long started = System.nanoTime();
        Ends ends = rows.ends();
        number = ends.first() - 1;
        mac = ends.beforeFirstMac();
        boolean grew = true;
        // the portal goes on writing: rows first, then what the database says of its end
        while (grew && findings.size() < MOST_FINDINGS) {
            grew = readOn(progress);
            ends = rows.ends();
            grew &= ends.last() > number;
        }
        if (findings.size() < MOST_FINDINGS) {
            checkEnds(ends);
        }
        nameMoved();
        findings.sort((a, b) -> Long.compare(a.number(), b.number()));
        return new Verdict(
                read,
                ends.first(),
                number,
                heads.last(),
                List.copyOf(findings.subList(0, Math.min(findings.size(), MOST_FINDINGS))),
                Duration.ofNanos(System.nanoTime() - started));
    }

    /** @return whether there was anything more */
    private boolean readOn(LongConsumer progress) {
        long before = read;
        List<AuditRow> page = rows.behind(number, PAGE);
        while (!page.isEmpty() && findings.size() < MOST_FINDINGS) {
            page.forEach(this::check);
            progress.accept(read);
            page = rows.behind(number, PAGE);
        }
        return read > before;
    }

    private void check(AuditRow row) {
        boolean follows = row.number() == number + 1;
        if (!follows) {
            missing(number + 1, row.number() - 1);
        }
        // behind a gap nothing is known of the row before: the row itself is believed, its successors are checked
        boolean fits = !follows || row.mac().equals(key.rowMac(row, mac));
        if (!fits) {
            misfits.add(new Misfit(row, mac));
            found(Finding.of(
                    Fault.ALTERED, row.number(), "Row " + row.number() + " is not as it was written" + about(row)));
        } else if (follows) {
            taken.passes(row);
        }
        checkContent(row);
        heads.passes(row);
        number = row.number();
        mac = row.mac();
        read++;
    }

    private void checkContent(AuditRow row) {
        if (row.lostItsContent()) {
            taken.lost(row.number());
        } else if (row.content().isPresent()
                && !row.content().get().commitment().equals(row.commitment())) {
            found(Finding.of(
                    Fault.ALTERED,
                    row.number(),
                    "The content of row " + row.number() + " is not as it was written" + about(row)));
        }
    }

    private void checkEnds(Ends ends) {
        boolean whole = ends.first() == 1 && ends.beforeFirstMac().isEmpty();
        if (!whole && !taken.accountsForStart(ends.first(), ends.beforeFirstMac())) {
            missing(1, ends.first() - 1);
        }
        taken.unaccounted()
                .limit(MOST_FINDINGS)
                .forEach(row -> found(Finding.of(
                        Fault.CONTENT_REMOVED,
                        row,
                        "The content of row " + row + " was removed, and not by retention.")));
        if (ends.last() > number) {
            found(Finding.of(
                    Fault.TRUNCATED,
                    number + 1,
                    "The rows from " + (number + 1) + " to " + ends.last() + " are gone from the end."));
        } else if (ends.last() < number || !ends.lastMac().equals(mac)) {
            found(Finding.of(Fault.ALTERED, number, "Row " + number + " is not the last one the portal wrote."));
        }
        heads.ends(number);
    }

    /**
     * Which misfits were written for another place, and which only follow one: the macs of rows that moved or were
     * altered are known, and what fits behind one of those was not touched.
     */
    private void nameMoved() {
        Set<String> known = new HashSet<>();
        for (Misfit misfit : misfits) {
            known.addAll(List.of(misfit.before(), misfit.row().mac(), key.rowMac(misfit.row(), misfit.before())));
        }
        for (Misfit misfit : misfits) {
            AuditRow row = misfit.row();
            for (Misfit place : misfits) {
                long written = place.row().number();
                if (known.stream().anyMatch(before -> row.mac().equals(key.rowMac(row, written, before)))) {
                    findings.removeIf(each -> each.fault() == Fault.ALTERED && each.number() == row.number());
                    if (written != row.number()) {
                        found(Finding.of(
                                Fault.REORDERED,
                                row.number(),
                                "Row " + row.number() + " was written as row " + written + "."));
                    }
                }
            }
        }
    }

    private void missing(long from, long to) {
        found(Finding.of(
                Fault.MISSING,
                from,
                (from == to ? "Row " + from + " is missing." : "The rows from " + from + " to " + to + " are missing.")
                        + " Row " + (to + 1) + " cannot be checked without."));
    }

    private static String about(AuditRow row) {
        return " (" + row.facts().kind().label() + ", " + row.facts().at() + ").";
    }

    private void found(Finding finding) {
        findings.add(finding);
    }
}
