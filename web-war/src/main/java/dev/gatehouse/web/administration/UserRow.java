package dev.gatehouse.web.administration;

import dev.gatehouse.web.accounts.entity.Account;
import java.io.Serializable;
import java.time.Clock;
import java.util.UUID;

/** @param lastSignIn in words */
public record UserRow(
        UUID id,
        String username,
        String displayName,
        boolean administrator,
        boolean disabled,
        boolean passwordDue,
        String lastSignIn)
        implements Serializable {

    static UserRow of(Account account, Clock clock) {
        return new UserRow(
                account.id(),
                account.username(),
                account.displayName(),
                account.administrator(),
                account.disabled(),
                account.mustChangePassword(),
                account.lastSignInAt()
                        .map(at -> Elapsed.between(at, clock.instant()) + " ago")
                        .orElse("never"));
    }
}
