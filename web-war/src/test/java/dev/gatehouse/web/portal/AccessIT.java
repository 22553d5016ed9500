package dev.gatehouse.web.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.web.portal.Circle.Person;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Nobody gets beyond the role: every page by its address, every action without its page, every press replayed after the
 * role was lost, every call of the JSON boundary, each by one person of each kind ({@link AccessTable}).
 */
class AccessIT extends PortalAlone {

    private static final Map<Person, Visitor> PEOPLE = new EnumMap<>(Person.class);
    private static final Map<Person, String> IDS = new EnumMap<>(Person.class);

    @Deployment(testable = false)
    static WebArchive portal() {
        PEOPLE.clear();
        return war("access").addClasses(RolesProbe.class, ActsSeen.class, ActionProbe.class);
    }

    @BeforeEach
    void gather() throws Exception {
        if (!PEOPLE.isEmpty()) {
            return;
        }
        roles("group?name=crew");
        for (Person person : Person.values()) {
            var each = new Visitor(portal);
            PEOPLE.put(person, each);
            if (person != Person.ANONYMOUS) {
                String name = "the." + person.name().toLowerCase(Locale.ROOT);
                IDS.put(person, create(name));
                assertEquals(302, each.signIn(name, PASSWORD).statusCode());
            }
        }
        roles("add?group=crew&as=APPROVER&id=" + IDS.get(Person.APPROVER));
        roles("standing?to=AUDITOR&id=" + IDS.get(Person.AUDITOR));
        roles("standing?to=ADMINISTRATOR&id=" + IDS.get(Person.ADMINISTRATOR));
    }

    @AfterAll
    static void part() {
        PEOPLE.values().forEach(Visitor::close);
    }

    @Test
    void everyPageOpensForItsCircleOnly() throws Exception {
        var wrong = new ArrayList<String>();
        for (String page : Inventory.pages()) {
            Circle circle = AccessTable.PAGES.get(page);
            for (Person person : Person.values()) {
                for (String address : List.of(page, page + ".xhtml", page + ";x=1", "/resources/.." + page)) {
                    HttpResponse<String> answer = PEOPLE.get(person).get(address);
                    boolean plain = address.equals(page) || address.endsWith(".xhtml");
                    boolean opened = answer.statusCode() == 200 || canonical(answer, page);
                    boolean asExpected = circle.admits(person)
                            ? !plain || opened || page.equals("/login") && answer.statusCode() == 302
                            : answer.statusCode() != 200 && !answer.body().contains("page-head");
                    if (!asExpected) {
                        wrong.add(person + " " + address + ": " + answer.statusCode());
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** The address with the ending leads to the one without, for everyone alike. */
    private static boolean canonical(HttpResponse<String> answer, String page) {
        return answer.statusCode() == 301 && header(answer, "Location").endsWith(page);
    }

    @Test
    void everyActionRefusesWhoIsNotOfItsCircleBeforeItLooksAtAnything() throws Exception {
        var wrong = new ArrayList<String>();
        for (String action : Inventory.actions()) {
            String[] parts = action.split("\\.");
            String call = "/api/action-probe?bean=" + parts[0] + "&method=" + parts[1];
            for (Person person : Person.values()) {
                if (person == Person.ANONYMOUS || AccessTable.action(action).admits(person)) {
                    continue;
                }
                HttpResponse<String> answer = PEOPLE.get(person).change("POST", call, "");
                boolean refused = answer.body().lines().allMatch("FORBIDDEN"::equals)
                        && !answer.body().isEmpty();
                if (!refused) {
                    wrong.add(person + " " + action + ": " + answer.body());
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void aPageThatIsStillOpenDoesNothingAnyMoreOnceTheRoleIsLost() throws Exception {
        create("ab.victim");
        String name = "turncoat";
        String id = create(name);
        visitor.signIn(name, PASSWORD);
        for (String page : Inventory.pages().stream()
                .filter(each -> each.startsWith("/admin/"))
                .toList()) {
            roles("standing?to=ADMINISTRATOR&id=" + id);
            Map<String, String> presses = new ForgedForms(visitor.get(page).body()).presses();
            roles("standing?to=AUDITOR&id=" + id);
            Set<String> before = actsOf(name);
            for (Map.Entry<String, String> press : presses.entrySet()) {
                press(visitor, page, press.getValue());
            }
            assertEquals(before, actsOf(name), page + " by an auditor");
            roles("standing?to=USER&id=" + id);
            for (Map.Entry<String, String> press : presses.entrySet()) {
                assertEquals(403, press(visitor, page, press.getValue()).statusCode(), page + " " + press.getKey());
            }
            assertEquals(before, actsOf(name), page + " by a user");
        }
    }

    /** Else the test before could be passed by presses that nobody understands. */
    @Test
    void theSamePressesDoSomethingWhileTheRoleIsThere() throws Exception {
        // the first of all names: in the first row of the table
        create("aa.victim");
        Visitor administrator = PEOPLE.get(Person.ADMINISTRATOR);
        Map<String, String> presses =
                new ForgedForms(administrator.get("/admin/users").body()).presses();
        assertTrue(presses.size() > 5, presses.keySet()::toString);
        Set<String> before = actsOf("the.administrator");
        for (String source : presses.keySet()) {
            if (source.startsWith("users:table:0:")) {
                press(administrator, "/admin/users", presses.get(source));
            }
        }
        assertFalse(before.equals(actsOf("the.administrator")), () -> "nothing was done by " + presses.keySet());
    }

    @Test
    void everyCallIsForItsCircleOnlyAndChangesNeedTheTokenOfThePage() throws Exception {
        var wrong = new ArrayList<String>();
        for (Map.Entry<String, Circle> row : AccessTable.CALLS.entrySet()) {
            String method = row.getKey().split(" ")[0];
            String path = row.getKey()
                    .split(" ")[1]
                    .replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
            for (Person person : Person.values()) {
                HttpResponse<String> answer = method.equals("GET")
                        ? PEOPLE.get(person).get(path)
                        : row.getValue().admits(person)
                                ? withoutToken(PEOPLE.get(person), method, path)
                                : PEOPLE.get(person).change(method, path, body(method));
                if (!asExpected(row.getValue().admits(person), person, method, answer)) {
                    wrong.add(person + " " + row.getKey() + ": " + answer.statusCode() + " " + answer.body());
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyServletIsForItsCircleOnly() throws Exception {
        var wrong = new ArrayList<String>();
        for (Map.Entry<String, Circle> row : AccessTable.SERVLETS.entrySet()) {
            for (Person person : Person.values()) {
                HttpResponse<String> answer = PEOPLE.get(person).get(row.getKey());
                boolean refused =
                        answer.statusCode() == 403 || header(answer, "Location").contains("/login");
                if (refused == row.getValue().admits(person)) {
                    wrong.add(person + " " + row.getKey() + ": " + answer.statusCode());
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static boolean asExpected(boolean admitted, Person person, String method, HttpResponse<String> answer) {
        if (person == Person.ANONYMOUS) {
            return answer.statusCode() == 401;
        }
        if (!admitted) {
            return answer.statusCode() == 403 && answer.body().contains("\"FORBIDDEN\"");
        }
        return method.equals("GET")
                ? answer.statusCode() != 401 && answer.statusCode() != 403
                : answer.statusCode() == 403 && answer.body().contains("\"CSRF\"");
    }

    private static HttpResponse<String> withoutToken(Visitor person, String method, String path) throws Exception {
        return person.send(person.request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body(method))));
    }

    private static String body(String method) {
        return method.equals("DELETE") ? "" : "{}";
    }

    private static HttpResponse<String> press(Visitor person, String page, String body) throws Exception {
        return person.send(person.request(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Faces-Request", "partial/ajax")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** What this person has done to the portal so far, signing in aside. */
    private static Set<String> actsOf(String name) throws Exception {
        var acts = new TreeSet<String>();
        admin.get("/api/roles-probe/acts")
                .body()
                .lines()
                .filter(act -> act.startsWith(name + " ") && !act.contains(" sign-in."))
                .forEach(acts::add);
        return acts;
    }

    private static void roles(String call) throws Exception {
        HttpResponse<String> answer = admin.change("POST", "/api/roles-probe/" + call, "");
        assertEquals(204, answer.statusCode(), call + ": " + answer.body());
    }
}
