package dev.gatehouse.web.policy.control;

import dev.gatehouse.contract.AgentStatus;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.accounts.control.Groups;
import dev.gatehouse.web.accounts.entity.Account;
import dev.gatehouse.web.configuration.ShippedSettings;
import dev.gatehouse.web.policy.entity.ActiveFreeze;
import dev.gatehouse.web.policy.entity.ActiveFreeze.Scope;
import dev.gatehouse.web.policy.entity.ActiveLease;
import dev.gatehouse.web.policy.entity.Ceiling;
import dev.gatehouse.web.policy.entity.Circumstances;
import dev.gatehouse.web.policy.entity.Decided;
import dev.gatehouse.web.policy.entity.Explanation.Part;
import dev.gatehouse.web.policy.entity.PolicyDocument;
import dev.gatehouse.web.policy.entity.PolicyInForce;
import dev.gatehouse.web.policy.entity.PolicyVersion;
import dev.gatehouse.web.policy.entity.Source;
import dev.gatehouse.web.policy.entity.Subject;
import dev.gatehouse.web.sessions.Asker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What anyone may do here and now, by the policy in force, the leases and the freezes. */
@ApplicationScoped
@Transactional
public class Grants {

    @Inject
    private Revisions revisions;

    @Inject
    private PolicyVersions versions;

    @Inject
    private Freezes freezes;

    @Inject
    @Any
    private Instance<Leases> leases;

    @Inject
    private Accounts accounts;

    @Inject
    private Groups groups;

    @Inject
    private ShippedSettings settings;

    @Inject
    private Clock clock;

    /**
     * @param status what the agent's host can do; the grant never exceeds it
     * @throws GatehouseException {@code MODE_NOT_GRANTED} if no mode is left
     */
    public ModeGrant grantFor(Asker asker, AgentStatus status) {
        return switch (decide(asker.account(), status)) {
            case Decided.Granted granted -> granted.grant();
            case Decided.Nothing nothing -> throw new GatehouseException(ProblemCode.MODE_NOT_GRANTED, nothing.why());
        };
    }

    /** @throws GatehouseException {@code NOT_FOUND} if there is no such account. */
    public Decided decide(UUID account, AgentStatus status) {
        // first of all: see Revisions#current
        long revision = revisions.current();
        PolicyVersion version = versions.inForce();
        return decide(new PolicyInForce(version.number(), versions.document(version), revision), account, status);
    }

    /** As it would be decided if this were in force. */
    public Decided decideUnder(PolicyDocument draft, UUID account, AgentStatus status) {
        long revision = revisions.current();
        return decide(new PolicyInForce(versions.inForce().number(), draft, revision), account, status);
    }

    /** Why a mode is not in the person's grant, for the person. */
    public String reasonAgainst(PermissionMode mode, Asker asker, AgentStatus status) {
        return decide(asker.account(), status).explanation().sources(Part.REFUSED_MODE, mode.wireName()).stream()
                .findFirst()
                .map(Grants::reason)
                .orElse("It is not granted.");
    }

    private static String reason(Source source) {
        return switch (source) {
            case Source.HostCeiling host -> "The operator of this host does not allow it.";
            case Source.PortalCeiling portal -> "The portal's configuration does not allow it.";
            case Source.OfLayer layer ->
                "The policy does not allow it (" + layer.text() + "). You can ask for it for a while.";
            case Source.OfLease lease -> "It is not granted.";
            case Source.OfFreeze freeze -> "It is not granted.";
            case Source.InsteadOf instead -> "It is not granted.";
            case Source.BuiltIn builtIn -> "It is not granted.";
            case Source.Host host -> "It is not granted.";
        };
    }

    private Decided decide(PolicyInForce policy, UUID id, AgentStatus status) {
        Account account = accounts.find(id)
                .orElseThrow(() -> new GatehouseException(ProblemCode.NOT_FOUND, "There is no such account."));
        Instant now = clock.instant();
        var subject = new Subject(id, account.username(), groups.of(id).groups());
        return Decision.decide(policy, subject, circumstances(account, status, now));
    }

    private Circumstances circumstances(Account account, AgentStatus status, Instant now) {
        List<ActiveLease> leased = leases.stream()
                .flatMap(each -> each.active(account.id(), now).stream())
                .toList();
        List<ActiveFreeze> frozen = new ArrayList<>(freezes.active());
        if (account.disabled()) {
            frozen.add(new ActiveFreeze(
                    account.id(), new Scope.Disabled(account.id()), "The account is disabled.", Instant.EPOCH));
        }
        return new Circumstances(
                leased,
                frozen,
                new Ceiling(status.ceiling(), ShippedPolicy.ceiling(settings)),
                status.models().stream().map(AgentStatus.Model::name).toList(),
                now);
    }
}
