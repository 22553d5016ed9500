package dev.gatehouse.agent.permissions;

import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.Rules;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The rules a worker gets, in the CLI's own form. */
public final class WorkerRules {

    /** Refuses every call, in every mode (DIFF addendum). */
    public static final Rules NOTHING = new Rules(List.of("*"), List.of(), List.of());

    private WorkerRules() {}

    /**
     * The complete rule set of one worker: an apply replaces all that was applied before.
     *
     * @param sessionRules what the person allowed for this session
     * @param alwaysAsk rules of this installation that ask in every mode
     */
    public static Rules complete(ModeGrant grant, Collection<String> sessionRules, Collection<String> alwaysAsk) {
        List<String> ask = new ArrayList<>(grant.rules().ask());
        ask.addAll(alwaysAsk);
        List<String> allow = new ArrayList<>(grant.rules().allow());
        allow.addAll(sessionRules);
        return new Rules(
                grant.rules().deny(),
                ask.stream().distinct().toList(),
                allow.stream().distinct().toList());
    }

    /** The {@code settings} of {@code apply_flag_settings}. */
    public static JsonObject flagSettings(Rules rules) {
        return Json.createObjectBuilder()
                .add(
                        "permissions",
                        Json.createObjectBuilder()
                                .add("deny", array(rules.deny()))
                                .add("ask", array(rules.ask()))
                                .add("allow", array(rules.allow())))
                .build();
    }

    private static JsonArray array(List<String> values) {
        return Json.createArrayBuilder(values).build();
    }
}
