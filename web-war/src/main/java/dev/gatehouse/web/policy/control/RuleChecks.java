package dev.gatehouse.web.policy.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.RuleCheck;
import dev.gatehouse.contract.RuleCheckReport;
import dev.gatehouse.contract.RuleCheckReport.Kind;
import dev.gatehouse.contract.RuleCheckReport.RuleList;
import dev.gatehouse.contract.Rules;
import dev.gatehouse.web.policy.entity.Finding;
import dev.gatehouse.web.policy.entity.PolicyDocument;
import dev.gatehouse.web.sessions.AgentClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * What the installed Claude Code says to rules. Where it cannot be asked nothing is said, and a worker that does not
 * take a rule is quarantined by the agent all the same.
 */
@ApplicationScoped
public class RuleChecks {

    private static final Logger LOG = Logger.getLogger(RuleChecks.class.getName());

    private AgentClient agent;

    protected RuleChecks() {}

    @Inject
    public RuleChecks(AgentClient agent) {
        this.agent = agent;
    }

    /** About all rules of the document, with the lines of the text it was read from. */
    public List<Finding> findings(PolicyDocument document, String text) {
        LocatedJson json = LocatedJson.read(text);
        List<Finding> findings = new ArrayList<>();
        for (RuleCheckReport.Finding said : asked(all(document))) {
            places(document, said)
                    .forEach(at -> findings.add(
                            new Finding(said.kind() == Kind.NOT_UNDERSTOOD, json.line(at), at, sentence(said))));
        }
        return findings;
    }

    /** Sentences about these rules; empty if there is nothing to say, or nobody can. */
    public List<String> findings(Rules rules) {
        return asked(rules).stream()
                .map(said -> said.rule() + ": " + sentence(said))
                .distinct()
                .toList();
    }

    private List<RuleCheckReport.Finding> asked(Rules rules) {
        if (rules.equals(Rules.NONE)) {
            return List.of();
        }
        try {
            return agent.check(new RuleCheck(rules)).findings();
        } catch (GatehouseException | IllegalArgumentException e) {
            LOG.fine(() -> "rules are not checked: " + e.getMessage());
            return List.of();
        }
    }

    private static String sentence(RuleCheckReport.Finding said) {
        return said.message()
                + said.suggestion()
                        .map(better -> " Perhaps you mean " + better + ".")
                        .orElse("");
    }

    private static Rules all(PolicyDocument document) {
        return new Rules(
                distinct(document, Rules::deny), distinct(document, Rules::ask), distinct(document, Rules::allow));
    }

    private static List<String> distinct(PolicyDocument document, Function<Rules, List<String>> list) {
        Set<String> rules = new LinkedHashSet<>();
        document.layers()
                .forEach(placed -> rules.addAll(list.apply(placed.layer().rules())));
        return List.copyOf(rules);
    }

    /** Wherever the document has the rule in that list. */
    private static List<String> places(PolicyDocument document, RuleCheckReport.Finding said) {
        Stream<String> everyone = places("/everyone", document.everyone().rules(), said);
        Stream<String> groups = layers("/groups/", document.groups(), said);
        Stream<String> users = layers("/users/", document.users(), said);
        return Stream.of(everyone, groups, users).flatMap(each -> each).toList();
    }

    private static Stream<String> layers(String path, List<PolicyDocument.Named> layers, RuleCheckReport.Finding said) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            places(path + i, layers.get(i).layer().rules(), said).forEach(found::add);
        }
        return found.stream();
    }

    private static Stream<String> places(String layer, Rules rules, RuleCheckReport.Finding said) {
        int index = list(rules, said.list()).indexOf(said.rule());
        return index < 0
                ? Stream.empty()
                : Stream.of(layer + "/rules/" + said.list().wireName() + '/' + index);
    }

    private static List<String> list(Rules rules, RuleList list) {
        return switch (list) {
            case DENY -> rules.deny();
            case ASK -> rules.ask();
            case ALLOW -> rules.allow();
        };
    }
}
