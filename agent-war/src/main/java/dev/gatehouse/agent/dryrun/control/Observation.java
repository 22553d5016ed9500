package dev.gatehouse.agent.dryrun.control;

import dev.gatehouse.agent.claude.ControlFrame.CanUseTool;
import dev.gatehouse.agent.claude.MessageFrame.ToolResultMeta;
import dev.gatehouse.agent.claude.SessionFrame.PermissionDenied;
import java.util.Optional;

/**
 * What the CLI said about one call.
 *
 * @param question it asked
 * @param refusal it said that it refused
 * @param meta what it says about the result; whether that is an error means nothing, as nothing can work here
 * @param result the text the model was given; empty if the call had none
 */
record Observation(
        Optional<CanUseTool> question,
        Optional<PermissionDenied> refusal,
        Optional<ToolResultMeta> meta,
        Optional<String> result) {

    static final Observation NONE =
            new Observation(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    Observation asked(CanUseTool asked) {
        return new Observation(Optional.of(asked), refusal, meta, result);
    }

    Observation refused(PermissionDenied refused) {
        return new Observation(question, Optional.of(refused), meta, result);
    }

    Observation ended(Optional<ToolResultMeta> said, String text) {
        return new Observation(question, refusal, said.or(() -> meta), Optional.of(text));
    }
}
