package dev.gatehouse.web.policy.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.policy.entity.Finding;
import dev.gatehouse.web.policy.entity.PolicyDocument;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A policy as it was written, and everything that is to be said about it.
 *
 * @param document empty if there are errors
 * @param findings errors and warnings, by line
 */
public record PolicyText(Optional<PolicyDocument> document, List<Finding> findings) {

    public static final int MAX_BYTES = 256 * 1024;

    public static PolicyText read(String text, KnownNames names) {
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return broken(
                    List.of(Finding.error(1, "", "The policy is too long; it may have " + MAX_BYTES / 1024 + " KB.")));
        }
        LocatedJson json = LocatedJson.read(text);
        List<Finding> findings = new ArrayList<>(json.findings());
        if (findings.stream().anyMatch(finding -> finding.pointer().isEmpty())) {
            return broken(findings);
        }
        findings.addAll(PolicySchema.check(json));
        if (!(json.value() instanceof JsonObject object) || !findings.isEmpty()) {
            return broken(findings);
        }
        PolicyDocument document = PolicyJson.read(object);
        findings.addAll(new PolicyReview(document, json, names).findings());
        boolean refused = findings.stream().anyMatch(Finding::error);
        return new PolicyText(refused ? Optional.empty() : Optional.of(document), sorted(findings));
    }

    /** One that was checked when it was published. */
    static PolicyDocument trusted(String text) {
        return PolicyJson.read(LocatedJson.read(text).value().asJsonObject());
    }

    /** @throws GatehouseException {@code POLICY_INVALID} with every error and its line. */
    public PolicyDocument require() {
        return document.orElseThrow(() -> new GatehouseException(
                ProblemCode.POLICY_INVALID,
                findings.stream().filter(Finding::error).map(Finding::toString).collect(Collectors.joining("\n"))));
    }

    private static PolicyText broken(List<Finding> findings) {
        return new PolicyText(Optional.empty(), sorted(findings));
    }

    private static List<Finding> sorted(List<Finding> findings) {
        return findings.stream()
                .sorted(Comparator.comparingInt(Finding::line).thenComparing(Finding::pointer))
                .toList();
    }
}
