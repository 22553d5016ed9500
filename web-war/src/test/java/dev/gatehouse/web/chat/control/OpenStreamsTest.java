package dev.gatehouse.web.chat.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.web.chat.control.OpenStreams.OpenStream;
import dev.gatehouse.web.security.control.SignIns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OpenStreamsTest {

    private final Set<UUID> ended = new HashSet<>();
    private final Set<UUID> untold = new HashSet<>();
    private final OpenStreams streams = new OpenStreams(new SignIns() {
        @Override
        public boolean inForce(UUID signIn, UUID account) {
            if (untold.contains(signIn)) {
                throw new IllegalStateException("the database does not answer");
            }
            return !ended.contains(signIn);
        }
    });

    /** Notes what is done with it. */
    private static final class Noted implements OpenStream {
        private final UUID signIn = UUID.randomUUID();
        private final List<String> done = new ArrayList<>();
        private boolean broken;

        @Override
        public UUID account() {
            return signIn;
        }

        @Override
        public UUID signIn() {
            return signIn;
        }

        @Override
        public void keepAlive() {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            done.add("kept");
        }

        @Override
        public void cut() {
            done.add("cut");
        }
    }

    private List<Noted> open(int count) {
        List<Noted> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(new Noted());
            streams.opened(all.get(i));
        }
        return all;
    }

    @Test
    void aStreamWhoseSignInEndedIsCutAndTheOthersAreKeptAlive() {
        List<Noted> all = open(3);
        ended.add(all.get(1).signIn);
        streams.check();
        assertEquals(
                List.of(List.of("kept"), List.of("cut"), List.of("kept")),
                all.stream().map(each -> each.done).toList());
    }

    @Test
    void aDatabaseThatDoesNotAnswerStopsNeitherThisCheckNorTheNext() {
        List<Noted> all = open(5);
        all.forEach(each -> untold.add(each.signIn));
        streams.check();
        untold.clear();
        ended.add(all.get(0).signIn);
        streams.check();
        assertEquals(List.of("kept", "cut"), all.get(0).done);
        assertEquals(List.of("kept", "kept"), all.get(4).done);
    }

    @Test
    void oneStreamThatFailsDoesNotCostTheOthersTheirCheck() {
        List<Noted> all = open(5);
        all.forEach(each -> each.broken = true);
        Noted sound = open(1).get(0);
        streams.check();
        assertEquals(List.of("kept"), sound.done);
    }
}
