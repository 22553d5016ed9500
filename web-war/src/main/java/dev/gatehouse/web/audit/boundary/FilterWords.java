package dev.gatehouse.web.audit.boundary;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.audit.control.AuditFilter;
import dev.gatehouse.web.audit.control.AuditTopic;
import dev.gatehouse.web.audit.control.PeopleNames;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** A filter as an address carries it: {@code from}, {@code to} (ISO 8601), {@code person}, {@code topic}, and so on. */
@ApplicationScoped
public class FilterWords {

    private static final int MAX_WORD = 200;

    @Inject
    private PeopleNames people;

    /** @throws GatehouseException {@code INVALID_VALUE} naming the word. */
    AuditFilter read(MultivaluedMap<String, String> words) {
        return new AuditFilter(
                time(words, "from"),
                time(words, "to"),
                people.matching(word(words, "person")),
                topic(word(words, "topic")),
                word(words, "tool"),
                word(words, "outcome"),
                word(words, "step"),
                word(words, "mode"),
                word(words, "session"),
                word(words, "text"));
    }

    private static Instant time(MultivaluedMap<String, String> words, String name) {
        String text = word(words, name);
        try {
            return text.isBlank() ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw invalid(name + " must be a time like 2026-01-31T12:00:00Z.");
        }
    }

    private static AuditTopic topic(String text) {
        try {
            return text.isBlank() ? AuditTopic.EVERYTHING : AuditTopic.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw invalid("There is no such topic.");
        }
    }

    private static String word(MultivaluedMap<String, String> words, String name) {
        String text = words.getFirst(name);
        if (text != null && text.length() > MAX_WORD) {
            throw invalid(name + " is too long.");
        }
        return text == null ? "" : text;
    }

    private static GatehouseException invalid(String detail) {
        return new GatehouseException(ProblemCode.INVALID_VALUE, detail);
    }
}
