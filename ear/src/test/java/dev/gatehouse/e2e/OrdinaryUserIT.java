package dev.gatehouse.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The run command by somebody who is not root, from the first start to Ctrl-C. */
class OrdinaryUserIT {

    private static final Duration START = Duration.ofSeconds(180);
    private static final Duration END = Duration.ofSeconds(40);
    private static final int ENDED_BY_INTERRUPT = 130;

    @TempDir
    Path folder;

    @Test
    void startsSignsInAnswersInTheFallbackModeAndLeavesNothing() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can become somebody else");
        try (OrdinaryUser user = OrdinaryUser.in(folder);
                LauncherRun run = user.launch()) {
            Await.until("the way in", START, () -> run.printed().contains("Stop  "), run::printed);
            try (Visitor visitor = Visitor.of(URI.create(run.after("  Open      ")))) {
                ChatPage chat = firstSignIn(visitor, run.after("Sign in   admin, password "));
                chatsInTheFallbackMode(chat);
                visitor.screenshot("chat-ordinary-user");
                visitor.troubles().requireNone();
            }
            assertFalse(user.processes().isEmpty(), "its servers and its worker run as the user");
            run.interrupt();
            assertEquals(ENDED_BY_INTERRUPT, run.awaitEnd(END), run::printed);
            Await.until("nothing is left", END, () -> user.processes().isEmpty(), () -> "alive: " + user.processes());
            assertEquals(Set.of(user.uid()), owners(user.data()));
        }
    }

    private static ChatPage firstSignIn(Visitor visitor, String words) {
        String password = words.substring(0, words.indexOf(' '));
        visitor.open("/login");
        visitor.submitSignIn("admin", password);
        visitor.open("/chat");
        if (visitor.page().url().contains("/account")) {
            visitor.choosePassword(password, UUID.randomUUID().toString());
        }
        return new ChatPage(visitor);
    }

    private static void chatsInTheFallbackMode(ChatPage chat) {
        assertThat(chat.modePicker()).hasText("Ask");
        chat.modePicker().click();
        Locator bypass = chat.page().locator(".mode-picker [data-entry='bypassPermissions']");
        assertThat(bypass).isDisabled();
        assertThat(bypass).containsText("Not available: ");
        assertThat(bypass).containsText("isolation");
        chat.page().keyboard().press("Escape");
        chat.script("{'tool':'Bash','input':{'command':'id -u > whose.txt; cat whose.txt','description':'Who am I'}},"
                        + "{'text':'I am ${lastToolResult}'}")
                .awaitQuestion();
        chat.button("Allow once").click();
        chat.awaitTurns(1);
        assertThat(chat.answers().last()).hasText("I am " + OrdinaryUser.UID);
        assertThat(chat.modePicker()).hasText("Ask");
    }

    private static Set<Integer> owners(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            List<Path> all = files.toList();
            return all.stream().map(OrdinaryUserIT::owner).collect(Collectors.toSet());
        }
    }

    private static int owner(Path file) {
        try {
            return (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
