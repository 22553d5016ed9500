package dev.gatehouse.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A portal with a key and several models, before a model service of our own. */
class ModelsIT extends BrowserTest {

    private static final String KEY = "sk-ant-kept-from-everyone";

    private static ModelService service;
    private static RunningPair pair;
    private static Person ida;

    @BeforeAll
    static void start() {
        service = ModelService.start();
        pair = RunningPair.start(
                "models",
                Map.of(
                        "ANTHROPIC_API_KEY",
                        KEY,
                        "GATEHOUSE_MODEL_BASE_URL",
                        service.uri().toString(),
                        "GATEHOUSE_MODEL_NAMES",
                        "claude-quick-1,claude-thorough-1"));
        ida = Person.create(pair, "Ida Rhodes");
    }

    @AfterAll
    static void stop() {
        pair.close();
        service.close();
    }

    @Override
    RunningPair pair() {
        return pair;
    }

    @Test
    void theChosenModelAnswersBeforeAndWithinAConversation() {
        ChatPage chat = signedIn(ida).chat();
        assertThat(chat.page().locator(".badge-scripted")).hasCount(0);
        assertThat(picker(chat)).hasText("claude-quick-1");
        chat.send("Who are you?").awaitTurns(1);
        assertThat(chat.answers().last()).hasText("This is claude-quick-1.");

        choose(chat, "claude-thorough-1");
        assertThat(chat.page().locator("#items .line")).hasText("Model: claude-thorough-1");
        chat.send("And now?").awaitTurns(2);
        assertThat(chat.answers().last()).hasText("This is claude-thorough-1.");
        chat.page().reload();
        assertThat(picker(chat)).hasText("claude-thorough-1");

        chat.button("New conversation").click();
        assertThat(picker(chat)).hasText("claude-quick-1");
        choose(chat, "claude-thorough-1");
        chat.send("Who are you from the beginning?").awaitTurns(1);
        assertThat(chat.answers().last()).hasText("This is claude-thorough-1.");

        assertEquals(Set.of(KEY), service.keys());
        List<String> workers = ProcessTable.commands()
                .filter(each -> each.contains("--permission-mode"))
                .toList();
        assertFalse(workers.isEmpty());
        List<String> holders = ProcessTable.mentioning(KEY);
        assertFalse(holders.isEmpty(), "the agent has it");
        assertEquals(
                List.of(),
                holders.stream()
                        .filter(each -> each.contains("--permission-mode"))
                        .toList());
    }

    private static Locator picker(ChatPage chat) {
        return chat.page().locator("summary[title='Model'] .menu-label");
    }

    private static void choose(ChatPage chat, String model) {
        picker(chat).click();
        chat.page().locator(".picker [data-entry='" + model + "']").click();
        assertThat(picker(chat)).hasText(model);
    }
}
