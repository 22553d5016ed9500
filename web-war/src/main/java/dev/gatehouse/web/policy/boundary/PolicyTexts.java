package dev.gatehouse.web.policy.boundary;

import dev.gatehouse.contract.GrantStatus;
import dev.gatehouse.web.policy.entity.Finding;
import dev.gatehouse.web.policy.entity.PolicyDraft;
import dev.gatehouse.web.policy.entity.PolicyVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;

/** Versions, drafts and phases in words. */
final class PolicyTexts {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private PolicyTexts() {}

    static String time(Instant at) {
        return TIME.format(at);
    }

    static String summary(PolicyVersion version) {
        String who = version.ofConfiguration()
                ? "as configured"
                : "by " + version.publisher().name();
        return "Version " + version.number() + ", " + who + ", since " + time(version.publishedAt()) + ". "
                + version.reason();
    }

    static String summary(PolicyDraft draft) {
        return "Changed last by " + draft.author().name() + ", " + time(draft.changedAt()) + ", on top of version "
                + draft.basedOn()
                + draft.rolledBackFrom()
                        .map(from -> ", with the text of version " + from)
                        .orElse("")
                + ".";
    }

    static List<Finding> sorted(List<Finding> findings) {
        return findings.stream()
                .sorted(Comparator.comparingInt(Finding::line))
                .distinct()
                .toList();
    }

    static String phase(GrantStatus.Phase phase) {
        return switch (phase) {
            case PARKED -> "Not running; starts under it";
            case APPLYING -> "Being told";
            case RESTARTING -> "Starting anew for it";
            case CONFIRMED -> "Confirmed";
            case QUARANTINED -> "In quarantine";
        };
    }

    static String badge(GrantStatus.Phase phase) {
        return switch (phase) {
            case PARKED -> "badge";
            case APPLYING, RESTARTING -> "badge badge-warn";
            case CONFIRMED -> "badge badge-ok";
            case QUARANTINED -> "badge badge-danger";
        };
    }

    static String span(Instant since, Instant now) {
        Duration span = Duration.between(since, now);
        if (span.toSeconds() < 1) {
            return "just now";
        }
        if (span.toMinutes() < 2) {
            return span.toSeconds() + " s ago";
        }
        return span.toHours() < 2 ? span.toMinutes() + " min ago" : span.toHours() + " h ago";
    }
}
