package dev.gatehouse.web.chat.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PictureTypeTest {

    private static Optional<String> hex(String hex) {
        return PictureType.of(HexFormat.of().parseHex(hex));
    }

    @Test
    void theFourPicturesAreKnownByTheirFirstBytes() {
        assertEquals(Optional.of("image/png"), hex("89504e470d0a1a0a0000000d"));
        assertEquals(Optional.of("image/jpeg"), hex("ffd8ffe000104a464946"));
        assertEquals(Optional.of("image/gif"), PictureType.of("GIF89a…".getBytes(StandardCharsets.ISO_8859_1)));
        assertEquals(Optional.of("image/webp"), hex("52494646aabbccdd57454250"));
    }

    @Test
    void whatABrowserCouldRunIsNoPicture() {
        for (String text : new String[] {"", "<svg xmlns=", "<script>", "GIF", "RIFFxxxxAVI ", "%PDF-1.7"}) {
            assertEquals(Optional.empty(), PictureType.of(text.getBytes(StandardCharsets.ISO_8859_1)), text);
        }
    }
}
