package dev.gatehouse.web.policy.control;

import dev.gatehouse.contract.AgentStatus;
import dev.gatehouse.contract.Limits;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.QuestionRules;
import dev.gatehouse.contract.Rules;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The grant of someone who may do nothing. A grant names at least one mode; this one is stopped whatever it names. */
final class Stopped {

    private static final Rules EVERYTHING = new Rules(List.of("*"), List.of(), List.of());

    private Stopped() {}

    static ModeGrant grant(AgentStatus status, String why, long revision) {
        PermissionMode mode = PermissionMode.DONT_ASK;
        return new ModeGrant(
                Set.of(mode),
                mode,
                mode,
                EVERYTHING,
                Limits.AS_SHIPPED,
                status.models().stream().map(AgentStatus.Model::name).toList(),
                0,
                Optional.empty(),
                QuestionRules.AS_SHIPPED,
                Optional.of(why),
                revision,
                Optional.empty());
    }
}
