package dev.gatehouse.web.policy.entity;

import java.io.Serializable;

/**
 * Something to be said about a policy text.
 *
 * @param error whether the text cannot be published with it
 * @param line counted from 1
 * @param pointer into the document (RFC 6901); empty for the whole
 * @param message what is wrong and what is possible
 */
public record Finding(boolean error, int line, String pointer, String message) implements Serializable {

    public static Finding error(int line, String pointer, String message) {
        return new Finding(true, line, pointer, message);
    }

    public static Finding warning(int line, String pointer, String message) {
        return new Finding(false, line, pointer, message);
    }

    @Override
    public String toString() {
        return "line " + line + (pointer.isEmpty() ? "" : ", " + pointer) + ": " + message;
    }
}
