package dev.gatehouse.web.chat.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class TitleTest {

    private static String fromPrompt(String prompt) {
        return Title.fromPrompt(prompt).map(Title::text).orElse("");
    }

    @Test
    void theFirstLineThatSaysSomethingIsTheTitle() {
        assertEquals("Fix the build", fromPrompt("\n  \n---\n## Fix   the\tbuild\nIt fails with …"));
        assertEquals("buy milk", fromPrompt("- buy milk\n- and bread"));
        assertEquals("", fromPrompt(" \n ??? \n"));
    }

    @Test
    void aLongLineIsCutAtAWord() {
        String title = fromPrompt("Explain how the continuous integration of this rather old project works in detail");
        assertEquals("Explain how the continuous integration of this rather old…", title);
        assertTrue(title.length() <= Title.FROM_PROMPT_LENGTH);
    }

    @Test
    void aLongWordIsCutAndNoCharacterIsHalved() {
        assertEquals(60, fromPrompt("x".repeat(500)).length());
        String faces = fromPrompt("a" + "\ud83d\ude00".repeat(200));
        assertTrue(faces.length() <= Title.FROM_PROMPT_LENGTH, faces.length() + " characters");
        assertTrue(faces.endsWith("\ude00…"), faces);
    }

    @Test
    void whatCannotBeSeenIsLeftOut() {
        assertEquals("rm -rf", fromPrompt("rm\u202e -rf\u200b\u0007"));
    }

    @Test
    void aTypedTitleIsTakenAsItIsOrRefused() {
        assertEquals("My plan", Title.typed("  My\nplan ").text());
        assertThrows(IllegalArgumentException.class, () -> Title.typed(" \u200b "));
        assertThrows(IllegalArgumentException.class, () -> Title.typed("x".repeat(101)));
        assertThrows(IllegalArgumentException.class, () -> Title.typed(null));
    }

    @Test
    void aSuggestionIsShortenedRatherThanRefused() {
        assertEquals(Optional.empty(), Title.suggested("\u0000"));
        assertTrue(Title.suggested("word ".repeat(100)).orElseThrow().text().length() <= Title.MAX_LENGTH);
    }
}
