package dev.gatehouse.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;

/** The chat page as a person knows it. */
final class ChatPage {

    /** A worker starts, the CLI thinks, a tool runs: on a busy machine that takes its time. */
    static final double TURN_LIMIT_MILLIS = 45_000;

    private final Visitor visitor;
    private final Page page;

    ChatPage(Visitor visitor) {
        this.visitor = visitor;
        this.page = visitor.page();
    }

    Page page() {
        return page;
    }

    Visitor visitor() {
        return visitor;
    }

    Locator composer() {
        return page.getByLabel("Message to Claude");
    }

    /** @param prompt what is typed; what begins with SCRIPT: tells the scripted model what to answer */
    ChatPage send(String prompt) {
        composer().fill(prompt);
        composer().press("Enter");
        return this;
    }

    /** A script, written with ' in place of ". */
    ChatPage script(String steps) {
        return send("SCRIPT:[" + steps.replace('\'', '"') + "]");
    }

    /** Before the first prompt of a conversation, so that what needs a permission asks for it. */
    ChatPage inMode(String label) {
        modePicker().click();
        page.locator(".mode-picker [data-entry]", new Page.LocatorOptions().setHasText(Pattern.compile("^" + label)))
                .click();
        assertThat(modePicker()).hasText(label);
        return this;
    }

    Locator modePicker() {
        return page.locator(".mode-picker .menu-label");
    }

    Locator answers() {
        return page.locator("#items .item.text .md");
    }

    Locator tool(String name) {
        return page.locator(
                "#items .item.tool",
                new Page.LocatorOptions()
                        .setHas(page.locator(".tool-name", new Page.LocatorOptions().setHasText(name))));
    }

    Locator question() {
        return page.locator("#items .ask:not(.is-settled)");
    }

    Locator settledQuestion() {
        return page.locator("#items .ask.is-settled");
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Whoever leaves a question open keeps a worker busy: there are few for each person. */
    ChatPage stop() {
        page.locator(".composer-stop").click();
        return this;
    }

    void stopIfWorking() {
        if (page.locator(".composer-stop").isVisible()) {
            stop().awaitTurns(1);
        }
    }

    /** Until Claude has done all it can without us. */
    ChatPage awaitTurnOrQuestion() {
        assertThat(turns().or(question()).first()).isVisible(within());
        return this;
    }

    Locator turns() {
        return page.locator("#items .turn-footer");
    }

    Locator conversations() {
        return page.locator("#conversations .conv-row");
    }

    ChatPage awaitQuestion() {
        assertThat(question()).isVisible(within());
        return this;
    }

    /** Until so many turns are over. */
    ChatPage awaitTurns(int count) {
        assertThat(turns()).hasCount(count, new LocatorAssertions.HasCountOptions().setTimeout(TURN_LIMIT_MILLIS));
        assertThat(page.locator(".composer-stop"))
                .isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(TURN_LIMIT_MILLIS));
        return this;
    }

    /** Its id, once the page has one. */
    String conversation() {
        assertThat(page).hasURL(Pattern.compile(".*[?]c=.+"));
        return page.url().replaceAll(".*[?]c=", "");
    }

    static LocatorAssertions.HasTextOptions textWithin() {
        return new LocatorAssertions.HasTextOptions().setTimeout(TURN_LIMIT_MILLIS);
    }

    static LocatorAssertions.IsVisibleOptions within() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(TURN_LIMIT_MILLIS);
    }
}
