package dev.gatehouse.agent.events;

import dev.gatehouse.contract.EventEnvelope;
import java.time.Instant;

/** What waits for one reader. */
sealed interface Outbound {

    /** The frame to send. */
    byte[] frame();

    /** Bytes held while it waits. */
    int cost();

    record Finished(byte[] frame) implements Outbound {
        @Override
        public int cost() {
            return frame.length;
        }
    }

    /**
     * What a new reader is told of the present, such as the text of an open block so far. Made into a frame by the
     * reader's thread: it may be long, and the log's lock is held.
     */
    record Present(EventEnvelope envelope) implements Outbound {
        @Override
        public byte[] frame() {
            return Frames.ofTransient(envelope);
        }

        @Override
        public int cost() {
            return 0; // bounded by the bounds of open blocks, and there is no more of it than at the start
        }
    }

    /** Some letters of an open block; the frame is shared by all readers. */
    record Delta(long seq, Instant at, String blockId, int offset, String text, byte[] frame) implements Outbound {
        @Override
        public int cost() {
            return frame.length;
        }
    }

    /** Several deltas that follow each other, sent as one because the reader lags. */
    final class DeltaRun implements Outbound {

        /** Longer runs are not made. */
        static final int MAX_CHARS = 32 * 1024;

        private final Delta first;
        private final StringBuilder text;

        private DeltaRun(Delta first) {
            this.first = first;
            this.text = new StringBuilder(first.text());
        }

        /** @return null if the two do not go together */
        static DeltaRun join(Outbound last, Delta next) {
            DeltaRun run = switch (last) {
                case Delta delta -> delta.text().length() > MAX_CHARS ? null : new DeltaRun(delta);
                case DeltaRun open -> open;
                case Finished finished -> null;
                case Present present -> null;
            };
            if (run == null
                    || run.first.seq != next.seq
                    || !run.first.blockId.equals(next.blockId)
                    || run.first.offset + run.text.length() != next.offset
                    || run.text.length() + next.text.length() > MAX_CHARS) {
                return null;
            }
            run.text.append(next.text);
            return run;
        }

        @Override
        public byte[] frame() {
            return Frames.delta(first.seq, first.at, first.blockId, first.offset, text);
        }

        @Override
        public int cost() {
            return first.cost() + 2 * text.length();
        }
    }
}
