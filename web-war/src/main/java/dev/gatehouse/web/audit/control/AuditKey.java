package dev.gatehouse.web.audit.control;

import dev.gatehouse.web.audit.chain.ChainKey;
import dev.gatehouse.web.configuration.AuditSettings;
import dev.gatehouse.web.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * The key of the chain. It is read once: another one in the middle would break the chain. Where the run command made
 * none it is made here, but only while nothing has been recorded: a lost key must be noticed, not replaced.
 */
@ApplicationScoped
public class AuditKey {

    private Path file;
    private ChainKey key;

    protected AuditKey() {}

    @Inject
    public AuditKey(AuditSettings settings) {
        this.file = settings.key();
    }

    /** @throws ConfigurationException if the key is not usable, or is not there although rows are. */
    public synchronized ChainKey require(boolean nothingRecorded) {
        if (key == null) {
            try {
                if (nothingRecorded && !Files.exists(file)) {
                    make();
                }
                key = ChainKey.read(file);
            } catch (IOException | IllegalArgumentException e) {
                throw new ConfigurationException("the audit cannot be written without its key, gatehouse.audit.key-file"
                        + " (" + (e instanceof IOException ? e.toString() : e.getMessage())
                        + "). Put back the one it was begun with");
            }
        }
        return key;
    }

    private void make() throws IOException {
        byte[] secret = new byte[ChainKey.SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            String line = Base64.getUrlEncoder().withoutPadding().encodeToString(secret) + "\n";
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
    }
}
