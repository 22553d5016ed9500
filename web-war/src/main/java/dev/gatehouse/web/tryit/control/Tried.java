package dev.gatehouse.web.tryit.control;

import dev.gatehouse.contract.Verdict;
import dev.gatehouse.web.tryit.entity.Answer;
import dev.gatehouse.web.tryit.entity.Trial;

/** What came of a trial. */
public sealed interface Tried {

    Trial trial();

    Answer answer();

    /** Claude Code was asked. */
    record Judged(Trial trial, Verdict verdict) implements Tried {

        @Override
        public Answer answer() {
            return Answer.of(verdict.outcome());
        }
    }

    /** It does not come so far: the person may not use the mode. @param why for the administrator */
    record ModeNotGranted(Trial trial, String why) implements Tried {

        @Override
        public Answer answer() {
            return Answer.MODE_NOT_GRANTED;
        }
    }
}
