package dev.gatehouse.agent.security;

import dev.gatehouse.agent.configuration.AgentConfig;
import dev.gatehouse.agent.configuration.ConfigurationException;
import dev.gatehouse.contract.ServiceKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;

/**
 * The keys service tokens are checked with. A key file is read again when it changes, so a key can be changed without a
 * stop; while the changed file cannot be used, the keys before it stay and {@link #fault()} says why.
 */
@ApplicationScoped
public class ServiceKeySource {

    private static final System.Logger LOG = System.getLogger(ServiceKeySource.class.getName());
    private static final int LARGEST_FILE = 64 * 1024;

    private final Optional<Path> file;
    private Stamp stamp;
    private ServiceKeys keys;
    private String fault;

    private record Stamp(FileTime changed, long size, Object identity) {}

    /** For the container's proxy only. */
    protected ServiceKeySource() {
        this.file = Optional.empty();
    }

    /** @throws ConfigurationException if there is no usable key; never holding a secret. */
    @Inject
    public ServiceKeySource(AgentConfig config) {
        this.file = config.keys().file();
        try {
            this.stamp = file.isPresent() ? stamp(file.get()) : null;
            this.keys = file.isPresent() ? read(file.get()) : inline(config.keys());
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException(List.of(explain(e)));
        }
    }

    public synchronized ServiceKeys keys() {
        file.ifPresent(this::readIfChanged);
        return keys;
    }

    /** Why the key file as it is now is not in use; empty if all is well. */
    public synchronized Optional<String> fault() {
        keys();
        return Optional.ofNullable(fault);
    }

    private void readIfChanged(Path path) {
        Stamp now = null;
        try {
            now = stamp(path);
            if (fault != null || !now.equals(stamp)) {
                keys = read(path);
                fault = null;
                LOG.log(System.Logger.Level.INFO, "service token keys read anew");
            }
        } catch (IOException | IllegalArgumentException e) {
            String found = explain(e);
            if (!found.equals(fault)) {
                LOG.log(System.Logger.Level.ERROR, found + "; the keys before stay in use");
            }
            fault = found;
        }
        stamp = now;
    }

    private static ServiceKeys inline(AgentConfig.Keys keys) {
        return ServiceKeys.parse(keys.inline().orElse("").replace(',', '\n'));
    }

    /** Workers run on this very host: a secret that others can read would let them speak as web. */
    private static ServiceKeys read(Path path) throws IOException {
        if (Files.size(path) > LARGEST_FILE) {
            throw new IllegalArgumentException("it is larger than " + LARGEST_FILE + " bytes");
        }
        if (Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ)) {
            throw new IllegalArgumentException("every user of this host can read it; run: chmod o-rwx " + path);
        }
        return ServiceKeys.parse(Files.readString(path));
    }

    private static Stamp stamp(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }

    private String explain(Exception e) {
        String where = file.map(path -> "the key file " + path).orElse("GATEHOUSE_SERVICE_TOKEN_KEYS");
        String why = e instanceof IOException ? "cannot be read (" + e + ")" : "cannot be used: " + e.getMessage();
        return where + " " + why;
    }
}
