package dev.gatehouse.web.chat.boundary;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The media type of a picture by its own first bytes. Nobody is asked what it is: what is none of these four is never
 * shown by a browser.
 */
final class PictureType {

    private static final String PNG = "\u0089PNG\r\n\u001a\n";
    private static final String JPEG = "\u00ff\u00d8\u00ff";
    private static final int LONGEST = 12;

    private PictureType() {}

    /** One of the four that the Messages API takes; empty for anything else. */
    static Optional<String> of(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(LONGEST, bytes.length), StandardCharsets.ISO_8859_1);
        if (head.startsWith(PNG)) {
            return Optional.of("image/png");
        }
        if (head.startsWith(JPEG)) {
            return Optional.of("image/jpeg");
        }
        if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
            return Optional.of("image/gif");
        }
        if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
            return Optional.of("image/webp");
        }
        return Optional.empty();
    }
}
