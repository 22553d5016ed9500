package dev.gatehouse.agent.sessions.control;

import dev.gatehouse.agent.sessions.entity.SessionMemory;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a worker is started for, taken from the session's memory under its lock.
 *
 * @param mode the mode the session was last in, or wants to be in
 * @param transcript the CLI's session id
 * @param resume whether the transcript should exist already
 * @param sessionRules what the person allowed for this session
 */
record LaunchRequest(
        SessionId session,
        UUID owner,
        ModeGrant grant,
        PermissionMode mode,
        Optional<String> model,
        UUID transcript,
        boolean resume,
        List<String> sessionRules) {

    static LaunchRequest of(SessionMemory memory, boolean resume) {
        return new LaunchRequest(
                memory.id(),
                memory.owner(),
                memory.grant(),
                memory.mode(),
                memory.model(),
                memory.transcript(),
                resume,
                memory.rules());
    }
}
