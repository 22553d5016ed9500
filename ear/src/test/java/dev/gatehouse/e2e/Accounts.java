package dev.gatehouse.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the pages for accounts do, by HTTP. */
final class Accounts {

    private static final Pattern ONE_TIME = Pattern.compile("id=\"oneTimePassword\"[^>]*>([^<]+)<");

    private Accounts() {}

    /** @return the password for the first sign-in, which the administrator is shown once */
    static String create(RunningPair pair, String username, String name) {
        try (PortalClient administrator = PortalClient.administrator(pair)) {
            FacesForm form = FacesForm.of(administrator.get("/admin/users").body(), "create");
            form.with("username", username).with("displayName", name).with("standing", "USER");
            HttpResponse<String> answer = administrator.form(
                    "/admin/users", form.pressedPartially("create", "create users:table handed"), true);
            Matcher shown = ONE_TIME.matcher(answer.body());
            if (!shown.find()) {
                throw new AssertionError("no one-time password in " + answer.statusCode() + ": " + answer.body());
            }
            return shown.group(1);
        }
    }

    static void choosePassword(PortalClient client, String present, String chosen) {
        FacesForm form = FacesForm.of(client.get("/account").body(), "password");
        form.with("present", present).with("chosen", chosen).with("repeated", chosen);
        HttpResponse<String> answer = client.form("/account", form.pressedPartially("change", "password"), true);
        assertEquals(200, answer.statusCode(), answer::body);
        assertEquals(
                200, client.get("/api/conversations").statusCode(), () -> "the password stays due: " + answer.body());
    }
}
