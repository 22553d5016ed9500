package dev.gatehouse.agent.events;

import java.util.Arrays;

/**
 * Writes JSON text in UTF-8. Escapes what JSON-P escapes, and a lone surrogate too: a text may be cut inside a pair,
 * UTF-8 has no form for the halves, and as {@code \\uXXXX} they come together again where the texts are joined.
 */
final class Utf8Json {

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private byte[] bytes;
    private int length;

    Utf8Json(int expected) {
        bytes = new byte[expected];
    }

    int length() {
        return length;
    }

    byte[] toByteArray() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** Text without need of escaping, in ASCII. */
    Utf8Json ascii(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
        return this;
    }

    /** Finished JSON text. */
    Utf8Json json(String text) {
        write(text, false);
        return this;
    }

    /** A text as a JSON string, with its quotes. */
    Utf8Json string(CharSequence text) {
        ascii("\"");
        write(text, true);
        return ascii("\"");
    }

    Utf8Json bytes(byte[] source, int offset, int count) {
        room(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
        return this;
    }

    private void write(CharSequence text, boolean escape) {
        int count = text.length();
        room(count);
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                if (escape && (c < 0x20 || c == '"' || c == '\\')) {
                    escape(c);
                } else {
                    room(1);
                    bytes[length++] = (byte) c;
                }
            } else if (c < 0x800) {
                room(2);
                bytes[length++] = (byte) (0xc0 | c >> 6);
                bytes[length++] = (byte) (0x80 | c & 0x3f);
            } else if (!Character.isSurrogate(c)) {
                room(3);
                bytes[length++] = (byte) (0xe0 | c >> 12);
                bytes[length++] = (byte) (0x80 | c >> 6 & 0x3f);
                bytes[length++] = (byte) (0x80 | c & 0x3f);
            } else if (Character.isHighSurrogate(c) && i + 1 < count && Character.isLowSurrogate(text.charAt(i + 1))) {
                pair(Character.toCodePoint(c, text.charAt(++i)));
            } else {
                unicodeEscape(c);
            }
        }
    }

    private void pair(int codePoint) {
        room(4);
        bytes[length++] = (byte) (0xf0 | codePoint >> 18);
        bytes[length++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
        bytes[length++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
        bytes[length++] = (byte) (0x80 | codePoint & 0x3f);
    }

    private void escape(char c) {
        int named = "\"\\\b\f\n\r\t".indexOf(c);
        if (named < 0) {
            unicodeEscape(c);
        } else {
            room(2);
            bytes[length++] = '\\';
            bytes[length++] = (byte) "\"\\bfnrt".charAt(named);
        }
    }

    private void unicodeEscape(char c) {
        room(6);
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[c >> shift & 0xf];
        }
    }

    private void room(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, bytes.length + (bytes.length >> 1)));
        }
    }
}
