package dev.gatehouse.web.policy.control;

import dev.gatehouse.contract.AgentStatus;
import dev.gatehouse.contract.ServiceToken;
import dev.gatehouse.web.configuration.ShippedSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;

/** What every grant depends on beside the portal's own data, in one short text that can be compared. */
@ApplicationScoped
class HostOffer {

    @Inject
    private ShippedSettings settings;

    String digest(AgentStatus status) {
        String offer = new TreeSet<>(status.ceiling()) + "|"
                + status.models().stream().map(AgentStatus.Model::name).toList() + "|"
                + new TreeSet<>(ShippedPolicy.ceiling(settings));
        return ServiceToken.Binding.sha256(offer.getBytes(StandardCharsets.UTF_8));
    }
}
