package dev.gatehouse.web.security.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathsTest {

    @Test
    void aPageOfOursCanBeReturnedTo() {
        assertEquals(Optional.of("/chat?id=7"), RequestPaths.localPage("/chat?id=7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example/",
                "\\\\evil.example",
                "/chat\r\nSet-Cookie: a=b",
                "javascript:alert(1)",
                "/login?next=/login",
                "/api/me",
                "chat"
            })
    void nothingElseCan(String path) {
        assertEquals(Optional.empty(), RequestPaths.localPage(path));
    }

    @Test
    void neitherCanNothingOrAnEndlessPath() {
        assertEquals(Optional.empty(), RequestPaths.localPage(null));
        assertEquals(Optional.empty(), RequestPaths.localPage("/" + "a".repeat(500)));
    }
}
