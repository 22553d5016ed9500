package dev.gatehouse.agent.workspaces;

import dev.gatehouse.contract.ServiceToken.Binding;
import java.nio.charset.StandardCharsets;

/**
 * A person's CLAUDE.md as it stands.
 *
 * @param text empty if nothing was ever written
 */
public record Instructions(String text) {

    /** Names this very content, so that a change in between is noticed. */
    public String version() {
        return Binding.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
