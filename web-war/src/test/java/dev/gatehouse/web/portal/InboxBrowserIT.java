package dev.gatehouse.web.portal;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.Resolution;
import dev.gatehouse.contract.QuestionRules.AnsweredBy;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.web.accounts.entity.Capacity;
import jakarta.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The inbox in two browsers: who asks, and who approves. */
class InboxBrowserIT extends PortalWithApprovers {

    private final List<Window> windows = new ArrayList<>();

    @Deployment(testable = false)
    static WebArchive portal() {
        return war("inbox").addClass(ApprovalsProbe.class).addClass(PolicyProbe.class);
    }

    private Window inbox(Visitor who) {
        return kept(Window.of(who)).open("/approvals");
    }

    private Window kept(Window window) {
        windows.add(window);
        return window;
    }

    @AfterEach
    void close() {
        windows.forEach(Window::requireNoComplaints);
        windows.forEach(Window::close);
        windows.clear();
    }

    private static Locator entry(Window window, String question) {
        return window.find("[data-question='" + question + "'].inbox-entry");
    }

    private static void click(Locator entry, String button) {
        entry.locator("button", new Locator.LocatorOptions().setHasText(button))
                .first()
                .click();
    }

    private static List<String> sent(SessionId session) {
        return agent.received().stream()
                .filter(each -> each.path().equals("/sessions/" + session + "/commands"))
                .map(each -> each.body())
                .toList();
    }

    @Test
    void aQuestionAppearsByItselfIsAllowedAndShowsItsEnd() throws Exception {
        Window approver = inbox(ben);
        SessionId session = governed(bob, AnsweredBy.APPROVERS);
        String hidden = UUID.randomUUID().toString();
        script.happens(
                session,
                new AgentEvent.PermissionRequested(
                        hidden,
                        "tool",
                        "Bash",
                        Json.createObjectBuilder()
                                .add("command", "echo safe\u202e")
                                .build(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of("Bash(echo *)"),
                        false));
        Locator entry = entry(approver, hidden);
        assertThat(entry).isVisible();
        assertThat(entry.locator(".inbox-requester")).hasText("bob");
        assertThat(entry.locator(".chip-hidden")).containsText("U+202E");
        assertThat(entry.locator(".inbox-times")).containsText("left");
        assertThat(entry).not().containsText("for this session");
        assertThat(approver.page()).hasTitle(Pattern.compile("^\\([0-9]+\\) Approvals"));
        approver.screenshot("inbox-approver");

        click(entry, "Allow once");
        await("the agent has the answer", () -> !sent(session).isEmpty());
        ends(session, hidden, Resolution.ALLOWED_ONCE, ben);
        assertThat(entry).hasCount(0);
        assertThat(approver.find("#ended")).containsText("Allowed once by ben");
    }

    @Test
    void withFourEyesBothAreToldWhoseWordIsMissing() throws Exception {
        SessionId session = governed(bob, AnsweredBy.FOUR_EYES);
        String question = asks(session);
        Window person = inbox(bob);
        Window approver = inbox(ben);
        assertThat(entry(person, question)).containsText("Two have to allow this");
        assertThat(entry(approver, question)).containsText("Two have to allow this: bob and you");
        script.happens(session, new AgentEvent.PermissionEndorsed(question, id(bob), true));
        assertThat(entry(person, question)).containsText("You have allowed this");
        assertThat(entry(person, question).locator("text=Allow once")).hasCount(0);
        assertThat(entry(approver, question)).containsText("bob has allowed this already");
        click(entry(approver, question), "Allow once");
        await("the agent has the second word", () -> !sent(session).isEmpty());
        ends(session, question, Resolution.ALLOWED_ONCE, ben);
        assertThat(entry(person, question)).hasCount(0);
    }

    @Test
    void aLateAnswerIsToldWhoWasFirst() throws Exception {
        SessionId session = governed(bob, AnsweredBy.PERSON_OR_APPROVERS);
        String question = asks(session);
        Window approver = inbox(ben);
        assertThat(entry(approver, question)).isVisible();
        // this page learns nothing more, as on a line that has just gone
        approver.page().route("**/api/approvals", Route::abort);
        ends(session, question, Resolution.DENIED, bob);
        await("the portal knows", () -> seen(ben, question).isEmpty());
        click(entry(approver, question), "Allow once");
        assertThat(entry(approver, question).locator(".ask-problem"))
                .hasText(Pattern.compile(
                        "This was settled first by bob at [0-9:]+: Denied. Your answer had no effect."));
        assertEquals(List.of(), sent(session));
    }

    @Test
    void severalAreDeniedWithOneReason() throws Exception {
        SessionId session = governed(bob, AnsweredBy.APPROVERS);
        String one = asks(session);
        String other = asks(session);
        Window approver = inbox(ben);
        assertThat(entry(approver, other)).isVisible();
        assertThat(approver.button("Deny chosen")).isDisabled();
        entry(approver, one).locator(".inbox-select").check();
        entry(approver, other).locator(".inbox-select").check();
        approver.button("Deny chosen").click();
        assertThat(approver.find("#bulk-said")).containsText("Say why");
        approver.find("#bulk input[type=text]").fill("not on a Friday");
        approver.button("Deny chosen").click();
        assertThat(approver.find("#bulk-said")).containsText("2 questions were denied");
        assertEquals(
                2,
                sent(session).stream()
                        .filter(each -> each.contains("not on a Friday"))
                        .count());
        ends(session, one, Resolution.DENIED, ben);
        ends(session, other, Resolution.DENIED, ben);
    }

    @Test
    void whatLedToItIsShownOnDemand() throws Exception {
        script.history =
                "[{\"v\":1,\"type\":\"PromptAccepted\",\"seq\":2,\"at\":\"2026-01-01T12:00:00Z\",\"promptId\":\""
                        + id(bob) + "\",\"by\":\"" + id(bob)
                        + "\",\"text\":\"Clean <b>up</b>, please\",\"images\":[]}]";
        SessionId session = governed(bob, AnsweredBy.APPROVERS);
        String question = asks(session);
        Window approver = kept(Window.phone(ben)).open("/approvals");
        entry(approver, question)
                .locator("summary", new Locator.LocatorOptions().setHasText("What led"))
                .click();
        assertThat(entry(approver, question).locator(".inbox-context")).containsText("Clean <b>up</b>, please");
        approver.screenshot("inbox-phone-dark");
        script.history = "[ ]";
        ends(session, question, Resolution.DENIED, ben);
    }

    @Test
    void whoMayNotAnswerWatchesAndTheNavigationCounts() throws Exception {
        try (Visitor watcher = person("watcher")) {
            Window empty = inbox(watcher);
            assertThat(empty.find("#nothing")).isVisible();
            empty.screenshot("inbox-empty");
            SessionId session = governed(bob, AnsweredBy.APPROVERS);
            String question = asks(session);
            Window person = inbox(bob);
            assertThat(entry(person, question)).containsText("Waiting for an approver, who decides this");
            assertThat(entry(person, question).locator(".ask-controls")).hasCount(0);
            Window approver = kept(Window.of(ben)).open("/account");
            assertThat(approver.find(".topnav [data-approvals-count]")).hasText(Pattern.compile("[1-9][0-9]*"));
            assertThat(entry(empty, question)).hasCount(0);
            ends(session, question, Resolution.DENIED, ben);
        }
    }

    @Test
    void aWiderModeIsAskedForGrantedShorterCountedDownAndEnded() throws Exception {
        publishOnlyAsk();
        try (Visitor mia = person("mia")) {
            add("team", mia, Capacity.MEMBER);
            Window chat = kept(Window.of(mia)).open("/chat");
            chat.find(".mode-picker summary").click();
            Locator plan = chat.find(".mode-picker [data-entry='plan']");
            assertThat(plan).isDisabled();
            plan.locator("xpath=..").locator(".entry-ask").click();
            Locator dialog = chat.find("dialog");
            Locator send = dialog.locator("button[type=submit]");
            dialog.locator("textarea").fill("ok");
            send.click();
            assertThat(dialog.locator(".ask-problem")).containsText("Give a reason");
            dialog.locator("textarea").fill("to look before I leap");
            chat.screenshot("lease-dialog");
            send.click();
            assertThat(chat.find(".lease-strip")).containsText("You have asked for the mode Plan for 30 min");

            Window approver = inbox(ben);
            Locator request = approver.find(".lease-entry").filter(new Locator.FilterOptions().setHasText("mia"));
            assertThat(request).containsText("to look before I leap");
            request.getByLabel("Minutes to grant").fill("5");
            approver.screenshot("lease-request");
            click(request, "Grant");
            Pattern left = Pattern.compile("(5 min 00|4 min [0-5][0-9]) s left");
            assertThat(request.locator(".inbox-times")).hasText(left);
            assertThat(chat.find(".lease-left")).hasText(left);
            String before = chat.find(".lease-left").textContent();
            assertThat(chat.find(".lease-left")).not().hasText(before);
            chat.screenshot("lease-running");
            chat.find(".mode-picker summary").click();
            assertThat(plan).isEnabled();
            chat.page().keyboard().press("Escape");

            click(request, "End now");
            assertThat(chat.find(".lease-strip")).hasCount(0);
            assertThat(chat.find("#toasts")).containsText("ben ended your time in the mode Plan");
            assertThat(request).hasCount(0);
        }
    }
}
