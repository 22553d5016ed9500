package dev.gatehouse.web.tryit.control;

import dev.gatehouse.web.policy.entity.PolicyDocument;
import dev.gatehouse.web.tryit.entity.Trial;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * What a draft would change of what people's Claude really did: the distinct calls of the last days are tried under the
 * policy in force and under the draft, both against today's files, and compared.
 */
@ApplicationScoped
public class Replay {

    public static final int MOST_DAYS = 90;

    /** Newest first; the rest is left out and that is told. */
    public static final int MOST_CALLS = 200;

    @Inject
    @Any
    private Instance<RecordedCalls> recorded;

    @Inject
    private Trials trials;

    @Inject
    private Clock clock;

    /** A call whose answer the draft changes. */
    public record Change(Tried now, Tried then) {}

    /**
     * @param calls how many were tried
     * @param capped whether there were more
     */
    public record Report(int calls, boolean capped, List<Change> changes) {}

    /** @param progress is told how many of {@code 2 × calls} trials are done, and how many there are */
    public Report run(PolicyDocument draft, int days, Progress progress) {
        List<Trial> found = recorded.stream()
                .flatMap(each ->
                        each
                                .since(
                                        clock.instant().minus(Duration.ofDays(Math.clamp(days, 1, MOST_DAYS))),
                                        MOST_CALLS + 1)
                                .stream())
                .toList();
        List<Trial> calls = found.subList(0, Math.min(found.size(), MOST_CALLS));
        progress.total(2 * calls.size());
        List<Tried> now = trials.all(calls, Optional.empty(), progress::done);
        IntConsumer second = done -> progress.done(calls.size() + done);
        List<Tried> then = trials.all(calls, Optional.of(draft), second);
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            if (now.get(i).answer() != then.get(i).answer()) {
                changes.add(new Change(now.get(i), then.get(i)));
            }
        }
        return new Report(calls.size(), found.size() > calls.size(), changes);
    }
}
