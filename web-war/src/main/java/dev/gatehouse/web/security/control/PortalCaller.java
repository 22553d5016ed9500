package dev.gatehouse.web.security.control;

import dev.gatehouse.web.accounts.control.Belonging;
import dev.gatehouse.web.accounts.entity.Account;
import dev.gatehouse.web.accounts.entity.Role;
import dev.gatehouse.web.accounts.entity.Theme;
import dev.gatehouse.web.security.entity.SignInToken;
import jakarta.security.enterprise.CallerPrincipal;
import java.io.Serializable;
import java.util.HashSet;
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
            Belonging belonging,
            Theme theme,
            boolean mustChangePassword,
            String csrfToken)
            implements Serializable {}

    public PortalCaller(Account account, Belonging belonging, SignInToken token) {
        super(account.username());
        this.facts = new Facts(
                account.id(),
                token.id(),
                account.username(),
                account.displayName(),
                roles(account, belonging),
                belonging,
                account.theme(),
                account.mustChangePassword(),
                token.csrfToken());
    }

    private static Set<String> roles(Account account, Belonging belonging) {
        var roles = new HashSet<>(account.roles());
        roles.addAll(belonging.roles());
        return Set.copyOf(roles);
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

    public boolean auditor() {
        return facts.roles().contains(Role.AUDITOR);
    }

    /** Of any group. */
    public boolean approver() {
        return facts.roles().contains(Role.APPROVER);
    }

    /** The names of the groups of which the person is a member. */
    public Set<String> groups() {
        return facts.belonging().groups();
    }

    /** The names of the groups whose members' questions the person may answer. */
    public Set<String> approverOf() {
        return facts.belonging().approverOf();
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
