package dev.gatehouse.web.portal;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.accounts.control.Passwords;
import dev.gatehouse.web.accounts.entity.Account;
import dev.gatehouse.web.accounts.entity.Standing;
import dev.gatehouse.web.accounts.entity.Username;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

/** Put into the WAR under test: does with accounts what the admin page does. */
@Path("probe")
@RequestScoped
public class AccountsProbe {

    @Inject
    private Accounts accounts;

    @Inject
    private Passwords passwords;

    @PersistenceContext
    private EntityManager entities;

    @Resource
    private ManagedExecutorService executor;

    @POST
    @Path("create")
    public String create(
            @QueryParam("name") String name,
            @QueryParam("administrator") boolean administrator,
            @QueryParam("password") String password,
            @QueryParam("once") boolean once) {
        return accounts.create(
                        Username.of(name), name, administrator ? Standing.ADMINISTRATOR : Standing.USER, password, once)
                .id()
                .toString();
    }

    @POST
    @Path("disable")
    public void disable(@QueryParam("id") String id) {
        accounts.disable(UUID.fromString(id));
    }

    /** Its sign-ins were made too long ago now. */
    @POST
    @Path("expire")
    @Transactional
    public void expire(@QueryParam("id") String id) {
        entities.createQuery("update SignIn s set s.expiresAt = :now where s.accountId = :id")
                .setParameter("now", Instant.now().minusSeconds(1))
                .setParameter("id", id)
                .executeUpdate();
    }

    @POST
    @Path("reset")
    public String reset(@QueryParam("id") String id) {
        return accounts.resetPassword(UUID.fromString(id));
    }

    @POST
    @Path("demote")
    public void demote(@QueryParam("id") String id) {
        accounts.standing(UUID.fromString(id), Standing.USER);
    }

    @POST
    @Path("promote")
    public void promote(@QueryParam("id") String id) {
        accounts.enable(UUID.fromString(id));
        accounts.standing(UUID.fromString(id), Standing.ADMINISTRATOR);
    }

    @POST
    @Path("hash")
    public String hash(@QueryParam("id") String id) {
        Account account = accounts.find(UUID.fromString(id)).orElseThrow();
        return account.passwordHash() + " outdated=" + passwords.outdated(account.passwordHash());
    }

    /** Two administrators, and nobody else is one: each is disabled or demoted at the same time. */
    @POST
    @Path("race")
    public String race(@QueryParam("one") String one, @QueryParam("other") String other) throws Exception {
        var start = new CountDownLatch(1);
        Future<String> first = executor.submit(attempt(start, () -> accounts.disable(UUID.fromString(one))));
        Future<String> second =
                executor.submit(attempt(start, () -> accounts.standing(UUID.fromString(other), Standing.USER)));
        start.countDown();
        return first.get() + " " + second.get();
    }

    private static Callable<String> attempt(CountDownLatch start, Runnable change) {
        return () -> {
            start.await();
            try {
                change.run();
                return "done";
            } catch (GatehouseException e) {
                return e.problem().code().name();
            }
        };
    }
}
