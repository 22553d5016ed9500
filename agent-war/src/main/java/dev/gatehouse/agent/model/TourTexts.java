package dev.gatehouse.agent.model;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** The words of {@link Tour}. */
final class TourTexts {

    static final String WELCOME = """
            # Welcome to Gatehouse

            I am the **scripted model**, not Claude: no account is set up here yet, so I cannot understand what you write. \
            Everything around me is real, though. Claude Code runs on this server, in your own workspace, and I drive it \
            through a short tour:

            1. write a file and read it back
            2. run a command
            3. ask you a question
            4. ask for your permission

            You can press **Stop** at any time. First, a file:
            """;

    static final String WELCOME_FILE = """
            # Hello from Gatehouse

            This file was written by Claude Code, driven by the scripted model.
            You may delete it whenever you like.
            """;

    static final String NO_TOOLS = """
            \nIn this session I have no tool to write files with, so the tour ends here.
            """;

    static final String COMMAND = """
            Next, a command. It creates `gatehouse-demo.txt` and lists the folder.
            """;

    static final String NEVER_ASKS = """
            This session is in the mode **Don't ask**: what needs a permission is refused at once, nobody is asked. \
            Most of the tour needs permissions; choose another mode and write `demo` to see it. Reading still works:
            """;

    static final String QUESTION = """
            Claude can also ask **you** something and wait for the answer. Like this:
            """;

    static final String FORMATTING = """
            ## What text can look like

            | You see | What it is for |
            |---|---|
            | a card | what a tool was asked to do, and what came of it |
            | a question | Claude wants to know something |
            | a permission | Claude wants to do something, and you decide |

            Code is highlighted:

            ```java
            /** Who is there? */
            record Guest(String name) {
                String greeting() {
                    return "Good morning, " + name + "!";
                }
            }
            ```

            > And of course there are *quotations*, `code in a line`, and lists as at the beginning.
            """;

    static final String PROGRAM_FILE = """
            # The first Fibonacci numbers.
            a=0 b=1
            for i in 1 2 3 4 5 6 7 8 9 10; do
              echo "$i: $a"
              next=$((a + b)); a=$b; b=$next
            done
            """;

    static final String LAST_COMMAND = """
            ## Your permission

            The last step removes `gatehouse-demo.txt`. A rule of this server says that this very command must **always** \
            be asked for, whatever the permission mode. Allow it or deny it, as you like:
            """;

    static final String CLOSING = """
            ## That was the tour

            - Write `question`, `permission`, `plan`, `formatting` or `demo` to see a part again, or `help`.
            - **To talk to the real Claude**, an administrator sets `ANTHROPIC_API_KEY` for the agent and starts it again.
            """;

    private TourTexts() {}

    static JsonObject question() {
        return Json.createObjectBuilder()
                .add(
                        "questions",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("question", "What would you like to see next?")
                                        .add("header", "Next")
                                        .add("multiSelect", false)
                                        .add(
                                                "options",
                                                Json.createArrayBuilder()
                                                        .add(option(
                                                                Tour.FORMATTING, "Headings, a table, highlighted code"))
                                                        .add(option(Tour.PROGRAM, "Written and run in your workspace"))
                                                        .add(option(Tour.FINISH, "Straight to the permission")))))
                .build();
    }

    private static JsonObjectBuilder option(String label, String description) {
        return Json.createObjectBuilder().add("label", label).add("description", description);
    }
}
