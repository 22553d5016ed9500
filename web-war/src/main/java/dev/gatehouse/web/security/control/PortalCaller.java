package dev.gatehouse.web.security.control;

import dev.gatehouse.web.accounts.entity.Account;
import dev.gatehouse.web.accounts.entity.Role;
import dev.gatehouse.web.accounts.entity.Theme;
import dev.gatehouse.web.security.entity.SignInToken;
import jakarta.security.enterprise.CallerPrincipal;
import java.io.Serializable;
import java.util.Set;
import java.util.UUID;

/** Who makes this request, as the database says now and not as it said at the sign-in. */
public final class PortalCaller extends CallerPrincipal {

    private static final long serialVersionUID = 1L;

    private final Facts facts;

    private record Facts(
            UUID account,
            UUID signIn,
            String username,
            String displayName,
            Set<String> roles,
            Theme theme,
            boolean mustChangePassword,
            String csrfToken)
            implements Serializable {}

    public PortalCaller(Account account, SignInToken token) {
        super(account.username());
        this.facts = new Facts(
                account.id(),
                token.id(),
                account.username(),
                account.displayName(),
                account.roles(),
                account.theme(),
                account.mustChangePassword(),
                token.csrfToken());
    }

    public UUID account() {
        return facts.account();
    }

    public UUID signIn() {
        return facts.signIn();
    }

    public String username() {
        return facts.username();
    }

    public String displayName() {
        return facts.displayName();
    }

    public Set<String> roles() {
        return facts.roles();
    }

    public boolean administrator() {
        return facts.roles().contains(Role.ADMINISTRATOR);
    }

    public Theme theme() {
        return facts.theme();
    }

    public boolean mustChangePassword() {
        return facts.mustChangePassword();
    }

    public String csrfToken() {
        return facts.csrfToken();
    }
}
