package dev.gatehouse.web.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Nothing can be reached of which nobody wrote down who may: what {@link AccessIT} goes through is complete. */
class AccessTableTest {

    @Test
    void everyPageIsInTheTable() {
        assertEquals(
                Set.of(),
                missing(Inventory.pages(), AccessTable.PAGES.keySet()),
                "pages to enter into AccessTable.PAGES, and into PageAccess");
    }

    @Test
    void everyCallOfTheJsonBoundaryIsInTheTableAndNoOther() {
        assertEquals(
                Set.of(),
                missing(Inventory.calls(), AccessTable.CALLS.keySet()),
                "calls to enter into AccessTable.CALLS");
        assertEquals(Set.of(), missing(AccessTable.CALLS.keySet(), Inventory.calls()), "calls that no longer exist");
    }

    @Test
    void everyServletIsInTheTable() {
        assertEquals(Set.of(), missing(Inventory.servlets(), AccessTable.SERVLETS.keySet()));
    }

    @Test
    void theInventoryFindsWhatThereIs() {
        assertTrue(Inventory.pages().contains("/admin/users"), Inventory.pages()::toString);
        assertTrue(Inventory.actions().contains("users.disable"), Inventory.actions()::toString);
        assertTrue(Inventory.actions().contains("signInAgain.confirm"), "of a template");
        assertTrue(Inventory.calls().contains("GET /api/me"), Inventory.calls()::toString);
    }

    private static Set<String> missing(Collection<String> wanted, Collection<String> present) {
        var missing = new TreeSet<>(wanted);
        missing.removeAll(present);
        return missing;
    }
}
