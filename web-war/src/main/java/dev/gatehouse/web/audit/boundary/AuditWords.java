package dev.gatehouse.web.audit.boundary;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What is typed into the filter; times as a browser's field gives them, in UTC. */
public class AuditWords implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Map<String, String> words = new LinkedHashMap<>();

    /** By name, for the fields of the page. */
    public Map<String, String> getWords() {
        return words;
    }

    void clear() {
        words.clear();
    }

    MultivaluedMap<String, String> parameters() {
        var parameters = new MultivaluedHashMap<String, String>();
        words.forEach((name, text) -> {
            if (text != null && !text.isBlank()) {
                boolean time = name.equals("from") || name.equals("to");
                parameters.add(name, time ? instant(text.strip()) : text.strip());
            }
        });
        return parameters;
    }

    /** For the export's address. */
    String query() {
        return parameters().entrySet().stream()
                .map(each -> "&" + each.getKey() + "="
                        + URLEncoder.encode(each.getValue().get(0), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    /** {@code 2026-01-31T12:00}: without seconds, without a zone. */
    private static String instant(String local) {
        return (local.length() == "2026-01-31T12:00".length() ? local + ":00" : local) + "Z";
    }
}
