package dev.gatehouse.web.audit.chain;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The bytes of a row that are authenticated: every field in one order, texts with their length before them, so that no
 * two rows have the same bytes. Never change it: what was written by it must be verifiable.
 */
final class CanonicalForm {

    private static final int VERSION = 1;
    private static final int ABSENT = -1;

    private CanonicalForm() {}

    static byte[] of(long number, Instant recordedAt, AuditFacts facts, String commitment) {
        var bytes = new ByteArrayOutputStream(512);
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            out.writeLong(number);
            out.writeLong(recordedAt.toEpochMilli());
            out.writeLong(facts.at().toEpochMilli());
            text(out, facts.kind().name());
            text(out, facts.session());
            number(out, facts.seq());
            text(out, facts.owner());
            text(out, facts.actor());
            text(out, facts.tool());
            text(out, facts.ref());
            text(out, facts.mode());
            text(out, facts.outcome());
            text(out, facts.step());
            text(out, facts.rule());
            text(out, facts.derived() == null ? null : facts.derived().toString());
            number(out, facts.policyVersion());
            number(out, facts.latencyMillis());
            text(out, facts.withheld());
            text(out, commitment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static void text(DataOutputStream out, String text) throws IOException {
        if (text == null) {
            out.writeInt(ABSENT);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void number(DataOutputStream out, Long number) throws IOException {
        text(out, number == null ? null : number.toString());
    }
}
