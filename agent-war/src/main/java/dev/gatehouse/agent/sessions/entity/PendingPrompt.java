package dev.gatehouse.agent.sessions.entity;

import dev.gatehouse.contract.AgentEvent.PromptAccepted;
import java.util.UUID;

/**
 * A prompt that was accepted and is not answered.
 *
 * @param seq number of the event that accepted it
 * @param taken whether the CLI has taken it up
 */
public record PendingPrompt(PromptAccepted prompt, long seq, boolean taken) {

    PendingPrompt asTaken() {
        return new PendingPrompt(prompt, seq, true);
    }

    public UUID id() {
        return prompt.promptId();
    }
}
