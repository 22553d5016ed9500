package dev.gatehouse.web.security.control;

import dev.gatehouse.web.accounts.control.AccessNarrowed;
import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.accounts.control.Groups;
import dev.gatehouse.web.accounts.entity.Account;
import dev.gatehouse.web.configuration.WebConfiguration;
import dev.gatehouse.web.security.entity.SignIn;
import dev.gatehouse.web.security.entity.SignInToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The sign-ins in force. A token is as good as its row: whoever deletes the row has signed the device out. */
@ApplicationScoped
@Transactional
public class SignIns {

    /** More devices than anyone has; the oldest is signed out. */
    static final int MAX_PER_ACCOUNT = 20;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Accounts accounts;

    @Inject
    private Groups groups;

    @Inject
    private WebConfiguration configuration;

    @Inject
    private Clock clock;

    @Inject
    private Event<SignInRevoked> revoked;

    /** @param kept whether it outlives the browser */
    public SignInToken open(UUID account, boolean kept, String device) {
        Instant now = clock.instant();
        entities.createQuery("delete from SignIn s where s.expiresAt < :now")
                .setParameter("now", now)
                .executeUpdate();
        of(account).stream().skip(MAX_PER_ACCOUNT - 1L).forEach(this::end);
        SignInToken token = SignInToken.random();
        entities.persist(new SignIn(token, account, device, now, now.plus(lifetime(kept))));
        return token;
    }

    public Duration lifetime(boolean kept) {
        return kept ? configuration.keptLifetime() : configuration.signInLifetime();
    }

    /** Whom the token speaks for now; empty if it is revoked, expired or forged, or the account is disabled. */
    public Optional<PortalCaller> caller(SignInToken token) {
        SignIn signIn = entities.find(SignIn.class, token.id().toString());
        if (signIn == null || !signIn.accepts(token, clock.instant())) {
            return Optional.empty();
        }
        return accounts.find(signIn.account())
                .filter(account -> !account.disabled())
                .map((Account account) -> new PortalCaller(account, groups.of(account.id()), token));
    }

    /** Whether an open stream may go on. */
    public boolean inForce(UUID signIn, UUID account) {
        SignIn found = entities.find(SignIn.class, signIn.toString());
        return found != null
                && found.inForce(clock.instant())
                && accounts.find(account).filter(each -> !each.disabled()).isPresent();
    }

    /** When the person at this device last gave the password again. */
    public Optional<Instant> confirmedAt(UUID signIn) {
        return Optional.ofNullable(entities.find(SignIn.class, signIn.toString()))
                .flatMap(SignIn::confirmedAt);
    }

    public void confirmed(UUID signIn) {
        Optional.ofNullable(entities.find(SignIn.class, signIn.toString()))
                .ifPresent(found -> found.confirmed(clock.instant()));
    }

    public void revoke(UUID signIn) {
        SignIn found = entities.find(SignIn.class, signIn.toString());
        if (found != null) {
            end(found);
        }
    }

    /** Signs out every device of the account but one. */
    public void revokeOthers(UUID account, UUID kept) {
        of(account).stream().filter(each -> !each.id().equals(kept)).forEach(this::end);
    }

    void accessNarrowed(@Observes AccessNarrowed event) {
        if (event.signedOut()) {
            of(event.account()).forEach(this::end);
        }
    }

    private void end(SignIn signIn) {
        entities.remove(signIn);
        revoked.fire(new SignInRevoked(signIn.id()));
    }

    /** Newest first. */
    private List<SignIn> of(UUID account) {
        return entities.createQuery(
                        "select s from SignIn s where s.accountId = :account order by s.createdAt desc", SignIn.class)
                .setParameter("account", account.toString())
                .getResultList();
    }
}
