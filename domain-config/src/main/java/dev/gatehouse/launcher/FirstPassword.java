package dev.gatehouse.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The password of {@code admin} on its way from the first start to web and to the person at the terminal.
 *
 * <p>Web takes it from {@link #handedToWeb} and deletes that file once the account exists; a generated one also stays
 * in {@link #notYetShown} until it was printed. So whichever of the two is broken off, the next start shows a password
 * that works, and afterwards it is written nowhere.
 */
final class FirstPassword {

    static final String VARIABLE = "GATEHOUSE_ADMIN_PASSWORD";

    /** Read aloud or copied by hand without a doubt: no i, l, o, 0, 1. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    /** 20 of 31 signs are 99 bits. */
    private static final int GROUPS = 5;

    private static final int GROUP_LENGTH = 4;

    /** Web checks more; these two save a start that is bound to fail. */
    private static final int SHORTEST = 12;

    private static final int LONGEST = 200;

    private final Path webFolder;
    private final Path accountsExist;
    private final Path notYetShown;
    private boolean madeNow;

    FirstPassword(Path webFolder, Path secrets) {
        this.webFolder = webFolder;
        this.accountsExist = webFolder.resolve("first-account-made");
        this.notYetShown = secrets.resolve("admin-password-not-yet-shown");
    }

    Path handedToWeb() {
        return webFolder.resolve("initial-admin-password");
    }

    /** To be called before web starts. */
    void prepare(Map<String, String> environment) throws IOException {
        if (databaseExists() && !Files.exists(handedToWeb())) {
            return;
        }
        String given = environment.getOrDefault(VARIABLE, "");
        if (!given.isEmpty()) {
            PrivateFile.write(handedToWeb(), checked(given));
            Files.deleteIfExists(notYetShown);
            return;
        }
        madeNow = !Files.exists(notYetShown);
        String password = madeNow ? generate(new SecureRandom()) : PrivateFile.read(notYetShown);
        PrivateFile.write(notYetShown, password);
        PrivateFile.write(handedToWeb(), password);
    }

    /**
     * To be asked when web is ready.
     *
     * @return the generated password nobody has seen yet; empty when it was given, shown by an earlier start, or made
     *     now and not taken by web, whose database had accounts already.
     */
    Optional<String> toShow() throws IOException {
        return Files.exists(notYetShown) && !(madeNow && Files.exists(handedToWeb()))
                ? Optional.of(PrivateFile.read(notYetShown))
                : Optional.empty();
    }

    /** To be called when web is ready and the password was shown: from now on there are accounts. */
    void done() throws IOException {
        if (!Files.exists(accountsExist)) {
            PrivateFile.write(accountsExist, "The first account was made; its password was handed over.\n");
        }
        Files.deleteIfExists(handedToWeb());
        Files.deleteIfExists(notYetShown);
    }

    /** The note stands for a database that is not a file of this folder. */
    private boolean databaseExists() throws IOException {
        try (Stream<Path> files = Files.list(webFolder)) {
            return files.anyMatch(
                    file -> file.equals(accountsExist) || file.toString().endsWith(".mv.db"));
        }
    }

    private static String checked(String given) {
        if (given.length() < SHORTEST
                || given.length() > LONGEST
                || !given.equals(given.strip())
                || given.lines().count() != 1) {
            throw new LaunchException(VARIABLE + " must be one line of " + SHORTEST + " to " + LONGEST
                    + " characters without space around it; nothing was started.");
        }
        return given;
    }

    private static String generate(SecureRandom random) {
        return Stream.generate(() -> random.ints(GROUP_LENGTH, 0, ALPHABET.length())
                        .mapToObj(index -> ALPHABET.substring(index, index + 1))
                        .collect(Collectors.joining()))
                .limit(GROUPS)
                .collect(Collectors.joining("-"));
    }
}
