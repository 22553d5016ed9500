package dev.gatehouse.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(screen, true));

    @Test
    void aServersWarningsAndOurOwnWordsAreShownWithItsName() {
        console.fromServer("web", "INFO jakarta.enterprise.web: Loading application");
        console.fromServer("web", "belongs to the record before");
        console.fromServer("agent", "WARNING some.library: look");
        console.fromServer("agent", "\tat some.Frame");
        console.fromServer("web", "INFO dev.gatehouse.web.Start: the account admin was created");
        console.fromServer("web", "WARNING null: MicroProfile Config: property 'gatehouse.x': no value found");
        assertEquals(
                List.of(
                        "[agent] WARNING some.library: look",
                        "[web] INFO dev.gatehouse.web.Start: the account admin was created"),
                shown());
    }

    @Test
    void whatTheJvmSaysBeforeAnyRecordIsShown() {
        console.fromServer("web", "Error: Could not create the Java Virtual Machine.");
        assertEquals(List.of("[web] Error: Could not create the Java Virtual Machine."), shown());
    }

    @Test
    void whileStoppingOnlyWhatWentWrongIsShown() {
        console.stopping();
        console.fromServer("web", "INFO: Payara Micro STOPPED.");
        console.fromServer("web", "INFO dev.gatehouse.web.Start: bye");
        console.fromServer("web", "SEVERE dev.gatehouse.web.Start: the file cannot be written");
        assertEquals(List.of("[web] SEVERE dev.gatehouse.web.Start: the file cannot be written"), shown());
    }

    private List<String> shown() {
        return screen.toString().lines().toList();
    }
}
