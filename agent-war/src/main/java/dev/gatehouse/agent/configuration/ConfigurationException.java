package dev.gatehouse.agent.configuration;

import java.util.List;

/** The agent must not start like this; the message is one line for the operator and never holds a secret. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigurationException(List<String> faults) {
        super("Gatehouse agent does not start: " + String.join("; ", faults));
    }
}
