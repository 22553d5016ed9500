package dev.gatehouse.web.acts;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Something done to the portal, as a CDI event. It holds no secret and nothing that a person typed where it may be one.
 *
 * @param act component and act, as {@code accounts.role-changed}; each component keeps its own as constants
 * @param subject to what it was done: a user name, a group, a policy version; {@code ""} if to the actor
 * @param details further facts by name, in the order of their names
 */
public record AdministrativeAct(Actor actor, String act, String subject, Map<String, String> details) {

    private static final Pattern FORM = Pattern.compile("[a-z]+(?:-[a-z]+)*\\.[a-z]+(?:-[a-z]+)*");

    /** @throws IllegalArgumentException if the act has not the form {@code component.act}. */
    public AdministrativeAct {
        if (!FORM.matcher(act).matches()) {
            throw new IllegalArgumentException("not an act: " + act);
        }
        details = Collections.unmodifiableMap(new TreeMap<>(details));
    }
}
