package dev.gatehouse.web.audit.chain;

import dev.gatehouse.contract.ContractJson;
import java.util.BitSet;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What retention took away, as the chain itself tells it. */
final class TakenAway {

    /** Field of the detail of an {@link AuditKind#AUDIT_REDACTED} row. */
    static final String ROWS = "rows";

    /** Content that is not there, and content the chain says was taken away. */
    private final BitSet lost = new BitSet();

    private final BitSet accounted = new BitSet();
    private final Map<Long, String> prunedUpTo = new TreeMap<>();

    /** @param row whose mac was found right */
    void passes(AuditRow row) {
        if (row.facts().kind() == AuditKind.AUDIT_REDACTED) {
            row.content()
                    .ifPresent(content ->
                            ranges(ContractJson.parse(content.detail()).getString(ROWS), accounted));
        } else if (row.facts().kind() == AuditKind.AUDIT_PRUNED) {
            prunedUpTo.put(Long.parseLong(row.facts().ref()), row.facts().rule());
        }
    }

    void lost(long number) {
        lost.set(Math.toIntExact(number));
    }

    IntStream unaccounted() {
        BitSet left = (BitSet) lost.clone();
        left.andNot(accounted);
        return left.stream();
    }

    /** Whether the chain tells that all before this row were removed, the last of them with this mac. */
    boolean accountsForStart(long first, String beforeFirstMac) {
        return beforeFirstMac.equals(prunedUpTo.get(first - 1));
    }

    /** {@code 3-7,9}. */
    static String ranges(BitSet numbers) {
        var text = new StringJoiner(",");
        for (int from = numbers.nextSetBit(0); from >= 0; ) {
            int to = numbers.nextClearBit(from) - 1;
            text.add(from == to ? String.valueOf(from) : from + "-" + to);
            from = numbers.nextSetBit(to + 1);
        }
        return text.toString();
    }

    private static void ranges(String text, BitSet into) {
        for (String range : text.split(",")) {
            String[] ends = range.split("-");
            into.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
        }
    }
}
