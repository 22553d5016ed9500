package dev.gatehouse.web.audit.boundary;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.GrantStatus;
import dev.gatehouse.contract.Problem;
import dev.gatehouse.contract.SessionSummary;
import dev.gatehouse.web.audit.control.DashboardFigures;
import dev.gatehouse.web.audit.control.DashboardFigures.Denials;
import dev.gatehouse.web.audit.control.DashboardFigures.Hasty;
import dev.gatehouse.web.audit.control.DashboardFigures.Hour;
import dev.gatehouse.web.audit.control.DashboardFigures.Waiting;
import dev.gatehouse.web.audit.control.PeopleNames;
import dev.gatehouse.web.policy.control.PolicyVersions;
import dev.gatehouse.web.security.control.Viewer;
import dev.gatehouse.web.sessions.AgentClient;
import dev.gatehouse.web.sessions.Asker;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What someone responsible looks at in the morning. */
@Named("dashboard")
@RequestScoped
public class DashboardBacking {

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("HH").withZone(ZoneOffset.UTC);
    private static final int LABEL_EVERY = 6;
    private static final int FULL = 100;
    private static final int MOST_RULES = 20;

    @Inject
    private Viewer viewer;

    @Inject
    private AgentClient agent;

    @Inject
    private DashboardFigures figures;

    @Inject
    private PeopleNames people;

    @Inject
    private PolicyVersions policies;

    @Inject
    private Clock clock;

    private List<SessionSummary> sessions = List.of();
    private Problem problem;
    private Waiting waiting;
    private List<Bar> bars;

    /** @param allowed height in percent of the highest hour's */
    public record Bar(String hour, String title, int allowed, int denied, boolean labelled) {}

    public record Quarantined(String owner, String session, String detail) {}

    public record Person(String name, long answers) {}

    @PostConstruct
    void load() {
        viewer.requireAuditor();
        try {
            sessions = agent.sessions(Asker.ADMINISTRATION, true);
        } catch (GatehouseException e) {
            problem = e.problem();
        }
        waiting = figures.waiting();
        bars = bars(figures.decisions());
    }

    /** Why nothing is known of the workers; null if it is. */
    public Problem getProblem() {
        return problem;
    }

    public long getLiveWorkers() {
        return sessions.stream()
                .filter(session -> session.workerSince().isPresent())
                .count();
    }

    public long getOpenQuestions() {
        return waiting.questions();
    }

    /** Of the oldest open question; empty text if there is none. */
    public String getOldestQuestion() {
        return waiting.oldest()
                .map(asked -> inWords(Duration.between(asked, clock.instant())))
                .orElse("");
    }

    public List<Quarantined> getQuarantined() {
        List<SessionSummary> found = sessions.stream()
                .filter(session -> session.grant().phase() == GrantStatus.Phase.QUARANTINED)
                .toList();
        Map<String, String> names =
                people.of(found.stream().map(session -> session.owner().toString()));
        return found.stream()
                .map(session -> new Quarantined(
                        names.getOrDefault(session.owner().toString(), "unknown"),
                        session.session().toString(),
                        Visible.line(session.grant().detail().orElse(""))))
                .toList();
    }

    public List<Bar> getHours() {
        return bars;
    }

    public boolean isNoDecisions() {
        return bars.stream().allMatch(bar -> bar.allowed() == 0 && bar.denied() == 0);
    }

    public List<Denials> getDenials() {
        return figures.denials().stream()
                .map(each -> new Denials(
                        each.rule().isEmpty() ? "No rule" : Visible.line(each.rule()),
                        AuditLine.step(each.step()),
                        each.count()))
                .toList();
    }

    public List<Person> getHasty() {
        List<Hasty> found = figures.hasty();
        Map<String, String> names = people.of(found.stream().map(Hasty::account));
        return found.stream()
                .map(each -> new Person(names.getOrDefault(each.account(), "unknown"), each.answers()))
                .toList();
    }

    /** Rules of the policy in force that decided nothing and asked nothing in the time looked back on. */
    public List<String> getUnusedRules() {
        Set<String> rules = policies.document(policies.inForce())
                .layers()
                .map(placed -> placed.layer().rules())
                .flatMap(each -> Stream.of(each.deny(), each.ask(), each.allow()))
                .flatMap(List::stream)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        rules.removeAll(figures.used(rules));
        return rules.stream().limit(MOST_RULES).map(Visible::line).toList();
    }

    private static List<Bar> bars(List<Hour> hours) {
        long most = Math.max(
                1,
                hours.stream()
                        .mapToLong(hour -> hour.allowed() + hour.denied())
                        .max()
                        .orElse(1));
        return hours.stream()
                .map(hour -> {
                    String clockHour = HOUR.format(hour.start());
                    return new Bar(
                            clockHour,
                            clockHour + ":00 UTC: " + hour.allowed() + " allowed, " + hour.denied() + " denied",
                            percent(hour.allowed(), most),
                            percent(hour.denied(), most),
                            Integer.parseInt(clockHour) % LABEL_EVERY == 0);
                })
                .toList();
    }

    /** What is there is seen, however little. */
    private static int percent(long part, long most) {
        return part == 0 ? 0 : (int) Math.max(2, part * FULL / most);
    }

    static String inWords(Duration age) {
        if (age.toMinutes() < 1) {
            return Math.max(0, age.toSeconds()) + " s";
        }
        return age.toHours() < 1 ? age.toMinutes() + " min" : age.toHours() + " h " + age.toMinutesPart() + " min";
    }
}
