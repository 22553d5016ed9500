package dev.gatehouse.web.configuration;

/** Web must not start like this; the message is one line for the operator and never holds a secret. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigurationException(String fault) {
        super("Gatehouse web does not start: " + fault);
    }
}
