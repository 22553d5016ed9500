package dev.gatehouse.web.tryit.control;

import dev.gatehouse.web.tryit.entity.Trial;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The calls that were really made, as far as somebody keeps them. */
public interface RecordedCalls {

    /**
     * Distinct calls, the newest first; calls whose input is no longer known are left out.
     *
     * @param most of them
     */
    List<Trial> since(Instant from, int most);

    /** One call by its number in the audit. */
    Optional<Trial> call(long number);
}
