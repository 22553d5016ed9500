package dev.gatehouse.web.tryit.control;

import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.ContractJson.MalformedException;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ToolCall;
import dev.gatehouse.web.audit.chain.AuditFacts;
import dev.gatehouse.web.audit.chain.AuditKind;
import dev.gatehouse.web.audit.chain.AuditRow;
import dev.gatehouse.web.audit.control.AuditFilter;
import dev.gatehouse.web.audit.control.AuditSearch;
import dev.gatehouse.web.audit.control.AuditTopic;
import dev.gatehouse.web.tryit.entity.Trial;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The calls the audit knows with their whole input: not those that were cut, withheld or taken away. */
@ApplicationScoped
public class AuditedCalls implements RecordedCalls {

    private static final int PAGE = 500;

    /** A busy portal's many equal calls end the search, too. */
    private static final int MOST_ROWS = 50_000;

    @Inject
    private AuditSearch audit;

    @Override
    public List<Trial> since(Instant from, int most) {
        var filter = new AuditFilter(from, null, null, AuditTopic.BEGUN, "", "", "", "", "", "");
        Set<Trial> found = new LinkedHashSet<>();
        long before = Long.MAX_VALUE;
        for (int seen = 0; seen < MOST_ROWS && found.size() < most; seen += PAGE) {
            List<AuditRow> rows = audit.before(filter, before, PAGE);
            rows.forEach(row -> trial(row).ifPresent(found::add));
            if (rows.size() < PAGE) {
                break;
            }
            before = rows.getLast().number();
        }
        return found.stream().limit(most).toList();
    }

    @Override
    public Optional<Trial> call(long number) {
        return audit.find(number)
                .flatMap(row -> trial(row).or(() -> audit.beginning(row).flatMap(AuditedCalls::trial)));
    }

    private static Optional<Trial> trial(AuditRow row) {
        AuditFacts facts = row.facts();
        if (facts.kind() != AuditKind.TOOL_STARTED
                || facts.owner() == null
                || row.content().isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonObject detail = ContractJson.parse(row.content().get().detail());
            Optional<PermissionMode> mode = Optional.ofNullable(facts.mode()).flatMap(PermissionMode::fromWireName);
            return detail.get("input") instanceof JsonObject input && mode.isPresent()
                    ? Optional.of(
                            new Trial(UUID.fromString(facts.owner()), mode.get(), new ToolCall(facts.tool(), input)))
                    : Optional.empty();
        } catch (MalformedException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
