package dev.gatehouse.web.audit.boundary;

/** Text of unknown origin for a page: what a reader could not see, or XML could not carry, is written as its number. */
final class Visible {

    private Visible() {}

    static String line(String text) {
        if (text == null) {
            return "";
        }
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n' || c == '\t') {
                shown.append(c == '\n' ? " ⏎ " : " ⇥ ");
            } else if (hidden(c)) {
                shown.append(String.format("⟨U+%04X⟩", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /** JSON in ASCII only: the page's script shows it exactly, and on the way nothing can happen to it. */
    static String ascii(String json) {
        var safe = new StringBuilder(json.length());
        json.chars().forEach(c -> {
            if (c > 0x7e || c < ' ') {
                safe.append(String.format("\\u%04x", c));
            } else {
                safe.append((char) c);
            }
        });
        return safe.toString();
    }

    private static boolean hidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SPACE_SEPARATOR -> c != ' ';
            default -> false;
        };
    }
}
