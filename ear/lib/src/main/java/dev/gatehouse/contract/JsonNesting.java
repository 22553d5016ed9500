package dev.gatehouse.contract;

import dev.gatehouse.contract.ContractJson.MalformedException;

/**
 * Looks how deep a text nests before a parser, which recurses, is let at it: a few kilobytes of brackets must not cost
 * a thread its stack.
 */
final class JsonNesting {

    /** Deeper than any tool input seen; far from what a stack holds. */
    static final int DEEPEST = 500;

    private JsonNesting() {}

    /** @throws MalformedException if the text nests deeper than {@link #DEEPEST}. */
    static void check(String json) {
        int depth = 0;
        boolean inString = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inString) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    inString = false;
                }
            } else if (c == '"') {
                inString = true;
            } else if (c == '[' || c == '{') {
                if (++depth > DEEPEST) {
                    throw new MalformedException("the JSON is nested deeper than " + DEEPEST + " levels");
                }
            } else if (c == ']' || c == '}') {
                depth--;
            }
        }
    }
}
