package dev.gatehouse.web.administration;

import dev.gatehouse.web.accounts.control.Belonging;
import dev.gatehouse.web.accounts.entity.Account;
import dev.gatehouse.web.accounts.entity.Standing;
import java.io.Serializable;
import java.time.Clock;
import java.util.UUID;

/** @param lastSignIn in words */
public record UserRow(
        UUID id,
        String username,
        String displayName,
        Standing standing,
        Belonging belonging,
        boolean disabled,
        boolean passwordDue,
        String lastSignIn)
        implements Serializable {

    static UserRow of(Account account, Belonging belonging, Clock clock) {
        return new UserRow(
                account.id(),
                account.username(),
                account.displayName(),
                account.standing(),
                belonging,
                account.disabled(),
                account.mustChangePassword(),
                account.lastSignInAt()
                        .map(at -> Elapsed.between(at, clock.instant()) + " ago")
                        .orElse("never"));
    }

    public String role() {
        return switch (standing) {
            case USER -> "User";
            case AUDITOR -> "Auditor";
            case ADMINISTRATOR -> "Administrator";
        };
    }

    public String badge() {
        return standing == Standing.USER ? "badge" : "badge badge-info";
    }
}
