package dev.gatehouse.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/** The secret web signs its service tokens with and the agent checks them by: made at the first start, kept since. */
final class ServiceKeyFile {

    /** RFC 7518, 3.2: a key for HS256 has at least 256 bits. */
    private static final int SECRET_BYTES = 32;

    private static final int KID_BYTES = 4;

    private ServiceKeyFile() {}

    /** @throws LaunchException when a kept one could be read by others: then it may be known to them. */
    static void ensure(Path file) throws IOException {
        if (!Files.exists(file)) {
            PrivateFile.write(file, fresh(new SecureRandom()) + "\n");
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!PosixFilePermissions.fromString("rw-------").containsAll(permissions)) {
            throw new LaunchException(
                    file + " may be read by others than its owner: delete it, a new one is made at the"
                            + " next start (or, if surely nobody read it, chmod 600 it).");
        }
    }

    /** One line {@code kid:secret}, the secret base64url without padding. */
    private static String fresh(SecureRandom random) {
        byte[] kid = new byte[KID_BYTES];
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(kid);
        random.nextBytes(secret);
        return HexFormat.of().formatHex(kid) + ":"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}
