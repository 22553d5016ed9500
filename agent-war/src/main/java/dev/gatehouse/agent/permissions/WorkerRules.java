package dev.gatehouse.agent.permissions;

import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Rules;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The settings and rules every worker gets, in the CLI's own form. */
public final class WorkerRules {

    /**
     * Tools that would take a worker out of its session, its mode or its workspace. SendMessage and ListAgents reach
     * other workers of the same uid through a socket in /tmp (DIFF §1, 2); the scheduling tools start turns nobody
     * watches; the worktree tools leave the workspace.
     */
    private static final List<String> NEVER = List.of(
            "SendMessage",
            "ListAgents",
            "EnterWorktree",
            "ExitWorktree",
            "CronCreate",
            "CronDelete",
            "CronList",
            "ScheduleWakeup",
            "Workflow");

    private WorkerRules() {}

    /**
     * What goes in by {@code --settings}. Rules do not: what stands there can never be taken back (DIFF addendum).
     * {@code useAutoModeDuringPlan:false} always, else plan is not read-only (DIFF §1, 1).
     */
    public static JsonObject launchSettings(Set<PermissionMode> effective) {
        var settings =
                Json.createObjectBuilder().add("useAutoModeDuringPlan", false).add("crossSessionInbound", "refuse");
        if (!effective.contains(PermissionMode.AUTO)) {
            settings.add("disableAutoMode", "disable");
        }
        if (!effective.contains(PermissionMode.BYPASS_PERMISSIONS)) {
            settings.add("permissions", Json.createObjectBuilder().add("disableBypassPermissionsMode", "disable"));
        }
        return settings.build();
    }

    /** The model must not enter plan mode by itself where plan is not granted. */
    public static List<String> disallowedTools(Set<PermissionMode> effective) {
        List<String> tools = new ArrayList<>(NEVER);
        if (!effective.contains(PermissionMode.PLAN)) {
            tools.add("EnterPlanMode");
        }
        return tools;
    }

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
