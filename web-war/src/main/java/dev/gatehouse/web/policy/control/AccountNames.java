package dev.gatehouse.web.policy.control;

import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.accounts.control.Groups;
import dev.gatehouse.web.accounts.entity.AccountGroup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.stream.Collectors;

/** The names as the accounts have them now. */
@ApplicationScoped
public class AccountNames implements KnownNames {

    @Inject
    private Accounts accounts;

    @Inject
    private Groups groups;

    @Override
    public Set<String> groups(Set<String> names) {
        return groups.all().stream()
                .map(AccountGroup::name)
                .filter(names::contains)
                .collect(Collectors.toSet());
    }

    @Override
    public Set<String> users(Set<String> names) {
        return names.stream().filter(name -> accounts.named(name).isPresent()).collect(Collectors.toSet());
    }
}
