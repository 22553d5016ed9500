package dev.gatehouse.web.audit.chain;

import dev.gatehouse.web.audit.chain.Finding.Fault;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The heads a verification compares the rows with as it passes them. */
final class SignedHeads {

    private final TreeMap<Long, SignedHead> byNumber = new TreeMap<>();
    private final Consumer<Finding> findings;

    /** What is in the file and was not written under this key is a finding itself. */
    SignedHeads(HeadFile file, ChainKey key, Consumer<Finding> findings) throws IOException {
        this.findings = findings;
        List<String> lines = file.lines();
        for (int i = 0; i < lines.size(); i++) {
            int line = i + 1;
            SignedHead.parse(lines.get(i))
                    .filter(head -> head.genuine(key))
                    .ifPresentOrElse(
                            head -> byNumber.put(head.number(), head),
                            () -> findings.accept(Finding.of(
                                    Fault.HEAD_ALTERED,
                                    0,
                                    "Line " + line + " of the file of signed heads was not written by the portal.")));
        }
    }

    long last() {
        return byNumber.isEmpty() ? 0 : byNumber.lastKey();
    }

    void passes(AuditRow row) {
        SignedHead head = byNumber.get(row.number());
        if (head != null && !head.mac().equals(row.mac())) {
            findings.accept(Finding.of(
                    Fault.ALTERED,
                    row.number(),
                    "Row " + row.number() + " is not the one that was signed at " + head.at() + "."));
        }
    }

    /** @param last number of the last row there is */
    void ends(long last) {
        Map.Entry<Long, SignedHead> gone = byNumber.higherEntry(last);
        if (gone != null) {
            SignedHead newest = byNumber.lastEntry().getValue();
            findings.accept(Finding.of(
                    Fault.TRUNCATED,
                    last + 1,
                    "The rows from " + (last + 1) + " on are gone: at " + newest.at() + " there were " + newest.number()
                            + "."));
        }
    }
}
