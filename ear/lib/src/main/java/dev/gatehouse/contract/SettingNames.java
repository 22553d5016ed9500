package dev.gatehouse.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of all settings, of agent, web and the run command: they may share an environment, so each knows the
 * others' names, and what is nobody's is a mistake. Passed over, it would leave the default in force where the operator
 * meant something else, such as another place to send the model key to.
 */
public final class SettingNames {

    private static final String PREFIX = "gatehouse.";
    private static final String ENVIRONMENT_PREFIX = "GATEHOUSE_";

    private static final Set<String> SHARED = Set.of(
            "gatehouse.data",
            "gatehouse.allow-dangerously-skip-permissions",
            "gatehouse.service-token.key-file",
            "gatehouse.service-token.keys");

    public static final Set<String> AGENT = with(
            SHARED,
            "gatehouse.allowed-modes",
            "gatehouse.claude.accept-any-version",
            "gatehouse.claude.close-timeout",
            "gatehouse.claude.executable",
            "gatehouse.claude.version",
            "gatehouse.idle-timeout",
            "gatehouse.isolation.required-for-bypass",
            "gatehouse.max-body-bytes",
            "gatehouse.max-live-workers",
            "gatehouse.max-live-workers-per-user",
            "gatehouse.model.api-key-file",
            "gatehouse.model.base-url",
            "gatehouse.model.names",
            "gatehouse.model.scripted",
            "gatehouse.worker-uid-range");

    public static final Set<String> WEB = with(
            SHARED,
            "gatehouse.agent.url",
            "gatehouse.audit.head-file",
            "gatehouse.audit.head-interval",
            "gatehouse.audit.keep-inputs",
            "gatehouse.audit.keep-rows",
            "gatehouse.audit.key-file",
            "gatehouse.audit.redact",
            "gatehouse.conversations.restore-grace",
            "gatehouse.cookie.secure",
            "gatehouse.datasource.class-name",
            "gatehouse.datasource.password",
            "gatehouse.datasource.url",
            "gatehouse.datasource.user",
            "gatehouse.fallback-mode",
            "gatehouse.forwarded-headers",
            "gatehouse.initial-admin-password-file",
            "gatehouse.limits.idle-minutes",
            "gatehouse.limits.live-sessions",
            "gatehouse.limits.question-minutes",
            "gatehouse.permission-mode",
            "gatehouse.sign-in.kept-lifetime",
            "gatehouse.sign-in.lifetime");

    /** Of the run command, which starts both. */
    private static final Set<String> LAUNCHER = Set.of(
            "gatehouse.admin-password",
            "gatehouse.agent.address",
            "gatehouse.agent.port",
            "gatehouse.launcher.agent",
            "gatehouse.launcher.configuration",
            "gatehouse.launcher.ends-with-parent",
            "gatehouse.launcher.payara",
            "gatehouse.launcher.web",
            "gatehouse.web.address",
            "gatehouse.web.port");

    private static final Set<String> ALL = all();

    private SettingNames() {}

    /**
     * @param present names that are set, of environment variables too
     * @return a sentence for each name that looks like a setting and is none, with the one that may be meant
     */
    public static List<String> faults(Iterable<String> present) {
        List<String> faults = new ArrayList<>();
        for (String name : present) {
            boolean property = name.startsWith(PREFIX) && !ALL.contains(name);
            boolean variable = name.startsWith(ENVIRONMENT_PREFIX)
                    && ALL.stream().noneMatch(each -> environmentName(each).equals(name));
            if (property || variable) {
                faults.add("there is no setting " + name + "; is " + nearest(name, variable) + " meant?");
            }
        }
        return faults;
    }

    /** As MicroProfile Config maps names to environment variables (MicroProfile Config 3.1, Default ConfigSources). */
    public static String environmentName(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static String nearest(String name, boolean variable) {
        return ALL.stream()
                .map(each -> variable ? environmentName(each) : each)
                .min(Comparator.comparingInt(each -> distance(each, name)))
                .orElseThrow();
    }

    /** How many letters have to be changed (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }

    private static Set<String> with(Set<String> shared, String... names) {
        Set<String> all = new TreeSet<>(shared);
        all.addAll(Set.of(names));
        return Set.copyOf(all);
    }

    private static Set<String> all() {
        Set<String> all = new TreeSet<>(AGENT);
        all.addAll(WEB);
        all.addAll(LAUNCHER);
        return all;
    }
}
