package dev.gatehouse.web.chat.entity;

import java.util.Optional;

/** A conversation's title: one visible line. */
public record Title(String text) {

    public static final Title NEW = new Title("New conversation");
    public static final int MAX_LENGTH = 100;

    /** As long as the list shows. */
    static final int FROM_PROMPT_LENGTH = 60;

    public Title {
        if (text.isBlank() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A title has 1 to " + MAX_LENGTH + " characters.");
        }
    }

    /** @throws IllegalArgumentException with a text for the person. */
    public static Title typed(String text) {
        return new Title(visible(text == null ? "" : text));
    }

    /** Shortened rather than refused; empty if nothing visible is in it. */
    public static Optional<Title> suggested(String text) {
        return Optional.of(visible(text)).filter(line -> !line.isEmpty()).map(line -> new Title(cut(line, MAX_LENGTH)));
    }

    /** The first line that says something, cut at a word; empty if there is none. */
    public static Optional<Title> fromPrompt(String prompt) {
        return prompt.lines()
                .map(line -> visible(line.replaceFirst("^\\s*(?:#{1,6}\\s+|[-*>]\\s+)", "")))
                .filter(line -> line.codePoints().anyMatch(Character::isLetterOrDigit))
                .findFirst()
                .map(line -> new Title(cut(line, FROM_PROMPT_LENGTH)));
    }

    /** Without control and formatting characters, which could turn the text around it (Unicode TR 36, 3.6). */
    private static String visible(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints()
                .map(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) ? ' ' : c)
                .filter(c -> switch (Character.getType(c)) {
                    case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
                    default -> true;
                })
                .forEach(kept::appendCodePoint);
        return kept.toString().replaceAll(" +", " ").strip();
    }

    private static String cut(String line, int length) {
        if (line.length() <= length) {
            return line;
        }
        int end = line.offsetByCodePoints(0, line.codePointCount(0, length - 1));
        if (Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        int space = line.lastIndexOf(' ', end);
        return line.substring(0, space > length / 2 ? space : end).strip() + "…";
    }
}
