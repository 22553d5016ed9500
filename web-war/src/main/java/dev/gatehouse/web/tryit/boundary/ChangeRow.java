package dev.gatehouse.web.tryit.boundary;

import dev.gatehouse.web.sessions.ModeText;
import dev.gatehouse.web.tryit.control.Replay;
import dev.gatehouse.web.tryit.entity.Answer;
import dev.gatehouse.web.tryit.entity.Trial;
import java.io.Serializable;
import java.util.Map;
import java.util.UUID;

/** A real call whose answer the draft changes. */
public record ChangeRow(String person, String mode, String call, Answer now, Answer then) implements Serializable {

    static ChangeRow of(Replay.Change change, Map<UUID, String> names) {
        Trial trial = change.now().trial();
        return new ChangeRow(
                names.getOrDefault(trial.person(), "unknown"),
                ModeText.of(trial.mode()).label(),
                CaseRow.line(trial),
                change.now().answer(),
                change.then().answer());
    }
}
