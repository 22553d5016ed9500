package dev.gatehouse.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Permission, question and plan cards, each answered as a person does. */
class QuestionsIT extends BrowserTest {

    private static final String VERIFY =
            "{'tool':'Bash','input':{'command':'./mvnw -q verify','description':'Run the tests'}}";

    private static Person lise;

    @BeforeAll
    static void inviteLise() {
        lise = Person.create(RunningPair.shared(), "Lise Meitner");
    }

    @Test
    void whatWouldBeWrittenIsShownWithAllThatCannotBeSeen() {
        ChatPage chat = asking().script(
                        "{'tool':'Write','input':{'file_path':'${cwd}/note.txt','content':'a\\u202Eb\\u200Bc\\u0007'}},{'text':'noted'}")
                .awaitQuestion();
        assertThat(chat.question().locator("pre.exact .chip-hidden"))
                .hasText(new String[] {"U+202E right-to-left override", "U+200B zero-width space", "U+0007 BEL"});
        assertThat(chat.question()).containsText("characters that cannot be seen");
        chat.button("Allow once").click();
        chat.awaitTurns(1);
        requireSettled(chat, "Allowed once by you");
    }

    @Test
    void aDenialTellsClaudeWhy() {
        ChatPage chat = asking().script(VERIFY + ",{'text':'I was told: ${lastToolResult}'}")
                .awaitQuestion();
        chat.question().getByLabel("Reason for denying").fill("Wait until the build is mended.");
        chat.question().getByLabel("Reason for denying").press("Enter");
        chat.awaitTurns(1);
        assertThat(chat.answers()).containsText("Wait until the build is mended.");
        requireSettled(chat, "Denied by you: “Wait until the build is mended.”");
        assertThat(chat.page().locator(".turn-denials")).containsText("1 call was refused");
        chat.tool("Bash").locator("summary").first().click();
        assertThat(chat.tool("Bash")).containsText("Why it was refused");
    }

    @Test
    void whatIsAllowedForTheSessionIsListedAndCanBeTakenBack() {
        ChatPage chat = asking().script(VERIFY + ",{'text':'once'}").awaitQuestion();
        chat.button("Allow for this session").click();
        chat.awaitTurns(1).script(VERIFY + ",{'text':'twice'}").awaitTurns(2);
        requireSettled(chat, "Allowed for this session by you");

        Locator rules = chat.page().locator(".composer-pickers summary[title='Allowed for this session']");
        assertThat(rules).hasText("1 rule");
        rules.click();
        assertThat(chat.page().locator(".endable")).containsText("./mvnw -q verify");
        chat.button("Take back").click();
        assertThat(rules).isHidden();
        chat.script(VERIFY + ",{'text':'three times'}").awaitQuestion();
        chat.button("Deny").click();
        chat.awaitTurns(3);
    }

    @Test
    void theLaterAnswerIsToldWhoWasFirst() {
        ChatPage desk = asking().script(VERIFY + ",{'text':'done'}").awaitQuestion();
        try (Line line = Line.to(pair())) {
            Visitor sofa = signedIn(lise, line);
            sofa.troubles().expectStatus(409);
            ChatPage behind = sofa.chat(desk.conversation()).awaitQuestion();
            keepFromNews(sofa, line);

            desk.button("Deny").click();
            desk.awaitTurns(1);
            behind.button("Allow once").click();
            assertThat(behind.page().locator(".ask-problem:visible"))
                    .hasText("This was settled first by you, in another window: Denied. Your answer had no effect.");
            assertThat(behind.question().locator(".spinner")).hasCount(0);
        }
    }

    /** A browser that missed the answer: its stream is cut and does not come back, all else does. */
    private static void keepFromNews(Visitor visitor, Line line) {
        visitor.context().route("**/api/sessions/*/events*", Route::abort);
        line.cut();
        assertThat(visitor.page().locator("#status")).containsText("Not connected");
        line.mend();
    }

    @Test
    void questionsAreAnsweredByChoiceBySeveralAndInOnesOwnWords() {
        ChatPage chat = asking().script("""
                        {'tool':'AskUserQuestion','input':{'questions':[
                          {'question':'Which colour?','header':'Colour','multiSelect':false,'options':[{'label':'Red','description':'like a rose'},{'label':'Blue','description':'like the sea'}]},
                          {'question':'Which sizes?','header':'Sizes','multiSelect':true,'options':[{'label':'Small','description':'S'},{'label':'Large','description':'L'}]},
                          {'question':'Where to?','header':'Place','multiSelect':false,'options':[{'label':'Here','description':'h'},{'label':'There','description':'t'}]}]}},
                        {'text':'${lastToolResult}'}""").awaitQuestion();
        chat.button("Send answers").click();
        assertThat(chat.question()).containsText("Choose an answer to each question");
        chat.question().getByText("Blue").click();
        chat.question().getByText("Small").click();
        chat.question().getByText("Large").click();
        chat.question().getByLabel("Own answer to: Where to?").fill("Over the hills");
        chat.button("Send answers").click();
        chat.awaitTurns(1);
        for (String answer : new String[] {"Blue", "Small, Large", "Over the hills"}) {
            assertThat(chat.answers()).containsText(answer);
        }
        requireSettled(chat, "Answered by you");
    }

    @Test
    void aPlanIsAcceptedIntoTheChosenMode() {
        ChatPage chat = planning();
        chat.question().getByLabel("Mode to go on in").selectOption("acceptEdits");
        chat.button("Accept and go on").click();
        chat.awaitTurns(1);
        assertThat(chat.modePicker()).hasText("Accept edits");
        assertThat(chat.answers().last()).containsText("Done as planned");
        requireSettled(chat, "Plan accepted by you");
    }

    @Test
    void aRejectedPlanComesWithWhatShouldChange() {
        ChatPage chat = planning();
        chat.question().getByLabel("What to change in the plan").fill("Greet the neighbours, too.");
        chat.button("Keep planning").click();
        chat.awaitTurns(1);
        assertThat(chat.answers().last()).containsText("Greet the neighbours, too.");
        assertThat(chat.modePicker()).hasText("Plan");
        requireSettled(chat, "Plan rejected by you: “Greet the neighbours, too.”");
    }

    private ChatPage planning() {
        return signedIn(lise)
                .chat()
                .inMode("Plan")
                .send("Plan a change, please")
                .awaitQuestion();
    }

    private ChatPage asking() {
        return signedIn(lise).chat().inMode("Ask");
    }

    private static void requireSettled(ChatPage chat, String outcome) {
        assertThat(chat.settledQuestion().locator(".ask-outcome")).hasText(outcome);
        assertThat(chat.question()).hasCount(0);
        assertThat(chat.page().locator("#items .spinner")).hasCount(0);
    }
}
