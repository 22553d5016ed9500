package dev.gatehouse.web.policy.control;

import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.web.policy.entity.Finding;
import dev.gatehouse.web.policy.entity.Layer;
import dev.gatehouse.web.policy.entity.PolicyDocument;
import dev.gatehouse.web.policy.entity.PolicyDocument.Named;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a schema cannot see. A name that nobody has is a warning and no error: groups of single sign-on and accounts may
 * come later, and such a layer gives nobody anything.
 */
final class PolicyReview {

    private static final Pattern SINGLE_SLASH = Pattern.compile("Edit\\(/[^/]");

    private final PolicyDocument document;
    private final LocatedJson json;
    private final KnownNames names;
    private final List<Finding> findings = new ArrayList<>();

    PolicyReview(PolicyDocument document, LocatedJson json, KnownNames names) {
        this.document = document;
        this.json = json;
        this.names = names;
    }

    List<Finding> findings() {
        layer("/everyone", document.everyone());
        named("/groups", document.groups(), names.groups(names(document.groups())), "group");
        named("/users", document.users(), names.users(names(document.users())), "user");
        return findings;
    }

    private static Set<String> names(List<Named> layers) {
        return layers.stream().map(Named::name).collect(Collectors.toSet());
    }

    private void named(String list, List<Named> layers, Set<String> known, String kind) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < layers.size(); i++) {
            String at = list + '/' + i;
            String name = layers.get(i).name();
            layer(at, layers.get(i).layer());
            if (!seen.add(name)) {
                error(at + "/name", "The " + kind + " \"" + name + "\" has a layer already. Put both together.");
            } else if (!known.contains(name)) {
                warning(at + "/name", "There is no " + kind + " \"" + name + "\" now; this layer holds for nobody.");
            }
        }
    }

    private void layer(String at, Layer layer) {
        start(at + "/modes/initial", layer, layer.initial());
        matching(at + "/rules/deny/", layer.rules().deny());
        matching(at + "/rules/ask/", layer.rules().ask());
        matching(at + "/rules/allow/", layer.rules().allow());
        start(at + "/modes/fallback", layer, layer.fallback());
        for (int i = 0; i < layer.rules().allow().size(); i++) {
            String rule = layer.rules().allow().get(i);
            String stronger = layer.rules().deny().contains(rule) ? "deny" : "ask";
            if (layer.rules().deny().contains(rule) || layer.rules().ask().contains(rule)) {
                warning(
                        at + "/rules/allow/" + i,
                        "The same rule is in \"" + stronger + "\", which beats this one: it does nothing.");
            }
        }
    }

    /** What was measured to match nothing on every version that this portal runs (PROTOCOL, section 5). */
    private void matching(String list, List<String> rules) {
        for (int i = 0; i < rules.size(); i++) {
            String rule = rules.get(i);
            if (rule.startsWith("Write(")) {
                warning(list + i, "This rule matches nothing. Rules for files are written Edit(…), also for Write.");
            } else if (SINGLE_SLASH.matcher(rule).lookingAt()) {
                warning(
                        list + i,
                        "This rule matches nothing. Begin with // for a path on the host, with ./ for one in the"
                                + " workspace.");
            }
        }
    }

    private void start(String at, Layer layer, Optional<PermissionMode> mode) {
        Set<PermissionMode> own = layer.allowed().orElse(Set.of());
        Set<PermissionMode> inherited =
                layer.allowed().or(() -> document.everyone().allowed()).orElseThrow();
        mode.filter(each -> !inherited.contains(each)).ifPresent(each -> {
            if (own.isEmpty()) {
                warning(
                        at,
                        "\"" + each.wireName() + "\" is not among the modes allowed for everyone; where no other layer"
                                + " allows it, the fallback is taken.");
            } else {
                error(at, "\"" + each.wireName() + "\" is not among the allowed modes of this layer.");
            }
        });
    }

    private void error(String at, String message) {
        findings.add(Finding.error(json.line(at), at, message));
    }

    private void warning(String at, String message) {
        findings.add(Finding.warning(json.line(at), at, message));
    }
}
