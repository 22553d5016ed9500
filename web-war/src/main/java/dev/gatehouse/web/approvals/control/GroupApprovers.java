package dev.gatehouse.web.approvals.control;

import dev.gatehouse.web.accounts.entity.Capacity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The approvers of a group approve for its members. */
@ApplicationScoped
@Transactional
public class GroupApprovers implements Approvers {

    private static final String SHARED = " from Membership m, Membership p, Account a"
            + " where m.key.groupName = p.key.groupName and m.key.capacity = :asMember and p.key.capacity = :asApprover"
            + " and m.key.accountId <> p.key.accountId and a.id = p.key.accountId and a.disabled = false and ";

    @PersistenceContext
    private EntityManager entities;

    @Override
    public Set<UUID> of(UUID person) {
        return find("select distinct p.key.accountId" + SHARED + "m.key.accountId = :id", person);
    }

    @Override
    public Set<UUID> peopleOf(UUID approver) {
        return find("select distinct m.key.accountId" + SHARED + "p.key.accountId = :id", approver);
    }

    private Set<UUID> find(String query, UUID id) {
        return entities.createQuery(query, String.class)
                .setParameter("asMember", Capacity.MEMBER)
                .setParameter("asApprover", Capacity.APPROVER)
                .setParameter("id", id.toString())
                .getResultStream()
                .map(UUID::fromString)
                .collect(Collectors.toSet());
    }
}
