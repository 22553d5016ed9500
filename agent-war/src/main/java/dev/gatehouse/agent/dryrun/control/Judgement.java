package dev.gatehouse.agent.dryrun.control;

import dev.gatehouse.agent.model.CallingModel.SafetyCheck;
import dev.gatehouse.contract.ToolCall;
import dev.gatehouse.contract.Verdict;
import dev.gatehouse.contract.Verdict.Branch;
import dev.gatehouse.contract.Verdict.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The verdicts on calls under one set of rules; what hangs on the model service's check is tried both ways.
 *
 * @param processes starts a process under those rules
 */
record Judgement(Supplier<Rehearsal> processes) {

    /**
     * Refusals by the check, also by its absence, are counted per process, and after ten or so the CLI gives up the
     * turn (measured on 2.1.330).
     */
    static final int CHECKED_AT_ONCE = 8;

    static final String DEPENDS =
            "In this mode the model service itself checks the call for danger. Nobody can say beforehand what it finds.";
    static final String FLAGGED = "if the model service takes the call for dangerous";
    static final String NOT_FLAGGED = "if the model service finds nothing wrong with the call";

    List<Verdict> of(List<ToolCall> calls) {
        List<Observation> seen = played(calls, Collections.nCopies(calls.size(), SafetyCheck.NONE));
        if (seen.contains(Observation.NONE)) {
            seen = inParts(calls, part -> played(part, Collections.nCopies(part.size(), SafetyCheck.NONE)));
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (Observation each : seen) {
            verdicts.add(VerdictReader.dependsOnCheck(each) ? null : VerdictReader.of(each));
        }
        List<ToolCall> open = IntStream.range(0, calls.size())
                .filter(i -> verdicts.get(i) == null)
                .mapToObj(calls::get)
                .toList();
        List<Verdict> branched = new ArrayList<>(inParts(open, this::branches));
        verdicts.replaceAll(verdict -> verdict == null ? branched.removeFirst() : verdict);
        return List.copyOf(verdicts);
    }

    private List<Observation> played(List<ToolCall> calls, List<SafetyCheck> checks) {
        try (Rehearsal rehearsal = processes.get()) {
            return rehearsal.play(calls, checks);
        }
    }

    private static <T> List<T> inParts(List<ToolCall> calls, Function<List<ToolCall>, List<T>> work) {
        List<T> all = new ArrayList<>();
        for (int from = 0; from < calls.size(); from += CHECKED_AT_ONCE) {
            all.addAll(work.apply(calls.subList(from, Math.min(calls.size(), from + CHECKED_AT_ONCE))));
        }
        return all;
    }

    /**
     * Flagged and not flagged in turn: after two flagged calls in a row the CLI asks instead of refusing (DIFF §2), and
     * any other call between them starts that count anew (measured on 2.1.330).
     */
    private List<Verdict> branches(List<ToolCall> open) {
        List<ToolCall> calls = new ArrayList<>();
        List<SafetyCheck> checks = new ArrayList<>();
        for (ToolCall call : open) {
            calls.addAll(List.of(call, call));
            checks.addAll(List.of(SafetyCheck.FLAGGED, SafetyCheck.NOT_FLAGGED));
        }
        List<Observation> seen = played(calls, checks);
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < seen.size(); i += 2) {
            verdicts.add(new Verdict(
                    Outcome.DEPENDS,
                    Optional.empty(),
                    Optional.of(DEPENDS),
                    List.of(branch(NOT_FLAGGED, seen.get(i + 1)), branch(FLAGGED, seen.get(i)))));
        }
        return verdicts;
    }

    private static Branch branch(String condition, Observation seen) {
        Verdict verdict = VerdictReader.of(seen);
        return new Branch(condition, verdict.outcome(), verdict.decision());
    }
}
