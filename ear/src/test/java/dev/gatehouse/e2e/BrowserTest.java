package dev.gatehouse.e2e;

import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInfo;

/** A test by people at browsers. It fails on anything their browsers complain about that the test did not expect. */
abstract class BrowserTest {

    private final List<Visitor> visitors = new ArrayList<>();

    /** Overridden by tests that need a pair of their own. */
    RunningPair pair() {
        return RunningPair.shared();
    }

    Visitor visitor() {
        return visitor(Visitor.DESKTOP, ColorScheme.LIGHT);
    }

    Visitor visitor(int width, ColorScheme theme) {
        Visitor visitor = Visitor.at(pair(), width, theme);
        visitors.add(visitor);
        return visitor;
    }

    /** Somebody whose network goes by this line; that requests fail is part of the test. */
    Visitor signedIn(Person person, Line line) {
        Visitor visitor = Visitor.over(line);
        visitors.add(visitor);
        visitor.troubles().expectOutage();
        visitor.signIn(person);
        return visitor;
    }

    Visitor signedIn(Person person) {
        return signedIn(person, Visitor.DESKTOP, ColorScheme.LIGHT);
    }

    Visitor signedIn(Person person, int width, ColorScheme theme) {
        Visitor visitor = visitor(width, theme);
        visitor.signIn(person);
        return visitor;
    }

    /** A picture of every page as the test left it helps whoever reads why it failed. */
    @AfterEach
    void leaveWithoutComplaints(TestInfo test) {
        try {
            for (Visitor visitor : visitors) {
                visitor.screenshot("last/" + getClass().getSimpleName() + "-"
                        + test.getTestMethod().orElseThrow().getName() + "-" + visitors.indexOf(visitor));
            }
            for (Visitor visitor : visitors) {
                visitor.troubles().requireNone();
            }
        } finally {
            visitors.forEach(Visitor::close);
            visitors.clear();
        }
    }
}
