package dev.gatehouse.web.audit.control;

import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.accounts.entity.Account;
import dev.gatehouse.web.audit.chain.AuditRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Accounts' names for rows, and accounts for what was typed of a name. */
@ApplicationScoped
public class PeopleNames {

    /** As many accounts are looked for under one name. */
    private static final int MOST = 50;

    @Inject
    private Accounts accounts;

    /** By account. */
    public Map<String, String> of(Collection<AuditRow> rows) {
        return of(rows.stream()
                .flatMap(row -> Stream.of(row.facts().owner(), row.facts().actor())));
    }

    /** @param ids nulls are passed over */
    public Map<String, String> of(Stream<String> ids) {
        Set<UUID> known = ids.filter(Objects::nonNull)
                .filter(PeopleNames::isId)
                .map(UUID::fromString)
                .collect(Collectors.toSet());
        return accounts.names(known).entrySet().stream()
                .collect(Collectors.toMap(each -> each.getKey().toString(), Map.Entry::getValue));
    }

    /** Null for all, if nothing was typed. */
    public Set<String> matching(String typed) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        return accounts.page(typed.strip(), 0, MOST).stream()
                .map(Account::id)
                .map(UUID::toString)
                .collect(Collectors.toSet());
    }

    /** What stands in the table may have been changed by anyone. */
    private static boolean isId(String text) {
        return text.matches("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }
}
