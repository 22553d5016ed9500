package dev.gatehouse.web.audit.boundary;

import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.ContractJson.MalformedException;
import dev.gatehouse.web.audit.chain.AuditContent;
import dev.gatehouse.web.audit.chain.AuditFacts;
import dev.gatehouse.web.audit.chain.AuditRow;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;

/** A row as one JSON object; what it has not is left out. */
final class AuditJson {

    private AuditJson() {}

    /** @param names of accounts by id */
    static JsonObject of(AuditRow row, Map<String, String> names) {
        AuditFacts facts = row.facts();
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("number", row.number())
                .add("at", facts.at().toString())
                .add("recordedAt", row.recordedAt().toString())
                .add("kind", facts.kind().name());
        add(json, "session", facts.session());
        add(json, "seq", facts.seq());
        add(json, "owner", facts.owner());
        add(json, "ownerName", names.get(facts.owner()));
        add(json, "actor", facts.actor());
        add(json, "actorName", names.get(facts.actor()));
        add(json, "tool", facts.tool());
        add(json, "ref", facts.ref());
        add(json, "mode", facts.mode());
        add(json, "outcome", facts.outcome());
        add(json, "step", facts.step());
        add(json, "rule", facts.rule());
        if (facts.derived() != null) {
            json.add("derived", facts.derived());
        }
        add(json, "policyVersion", facts.policyVersion());
        add(json, "latencyMillis", facts.latencyMillis());
        add(json, "withheld", facts.withheld());
        row.content().ifPresent(content -> add(json, content));
        add(json, "commitment", row.commitment());
        add(json, "mac", row.mac());
        return json.build();
    }

    private static void add(JsonObjectBuilder json, AuditContent content) {
        add(json, "salt", content.salt());
        add(json, "summary", content.summary());
        try {
            json.add("detail", ContractJson.parse(content.detail()));
        } catch (MalformedException | NullPointerException e) {
            // someone changed it: it is shown all the same, and the verification tells
            add(json, "detail", content.detail());
        }
    }

    private static void add(JsonObjectBuilder json, String name, Object value) {
        if (value instanceof Long number) {
            json.add(name, number);
        } else if (value != null) {
            json.add(name, value.toString());
        }
    }
}
