package dev.gatehouse.web.accounts.control;

import dev.gatehouse.web.accounts.entity.Standing;
import dev.gatehouse.web.accounts.entity.Username;
import dev.gatehouse.web.configuration.Migration;
import dev.gatehouse.web.configuration.WebConfiguration;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Logger;

/** Makes the account {@code admin} at the very first start; there is no fixed password. */
@Singleton
@Startup
@DependsOn("Migration")
@TransactionManagement(TransactionManagementType.BEAN)
public class InitialAdministrator {

    private static final Logger LOG = Logger.getLogger(InitialAdministrator.class.getName());
    private static final Username NAME = new Username("admin");

    /** What an operator gives is not taught about; this catches a slip of the keyboard. */
    private static final int SHORTEST = 8;

    @Inject
    private Accounts accounts;

    @Inject
    private WebConfiguration configuration;

    @Inject
    private Migration migration;

    @PostConstruct
    void create() {
        LOG.fine(() -> "database " + migration.version());
        Path file = configuration.initialPassword();
        if (!accounts.none()) {
            delete(file);
            return;
        }
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException("There is no account yet and no file " + file
                    + " with the first administrator's password. Write one (gatehouse.initial-admin-password-file)"
                    + " and start again.");
        }
        String password = read(file);
        if (password.length() < SHORTEST || password.length() > PasswordRules.MAX_LENGTH) {
            throw new IllegalStateException("The first administrator's password must have " + SHORTEST + " to "
                    + PasswordRules.MAX_LENGTH + " characters.");
        }
        accounts.create(NAME, "Administrator", Standing.ADMINISTRATOR, password, false);
        delete(file);
        LOG.info("the account admin was created");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The first administrator's password cannot be read from " + file, e);
        }
    }

    /** After the account is committed. A password left behind in a file is one that leaks. */
    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warning("Delete " + file + " by hand, it holds the first administrator's password: " + e);
        }
    }
}
