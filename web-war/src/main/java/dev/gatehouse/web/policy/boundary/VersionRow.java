package dev.gatehouse.web.policy.boundary;

import dev.gatehouse.web.policy.entity.PolicyVersion;
import java.io.Serializable;

/** @param approver empty if nobody had to approve */
public record VersionRow(
        long number, String at, String author, String approver, String publisher, String reason, String rolledBackFrom)
        implements Serializable {

    static VersionRow of(PolicyVersion version) {
        return new VersionRow(
                version.number(),
                PolicyTexts.time(version.publishedAt()),
                version.author().name(),
                version.approver().map(each -> each.name()).orElse(""),
                version.publisher().name(),
                version.reason(),
                version.rolledBackFrom().map(from -> "text of version " + from).orElse(""));
    }
}
