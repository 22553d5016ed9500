package dev.gatehouse.web.sessions;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.ServiceKeys;
import dev.gatehouse.web.configuration.WebConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.logging.Logger;

/** The secrets shared with the agent, read again when their file changes: a key is exchanged without a stop. */
@ApplicationScoped
public class ServiceKeyFile {

    private static final Logger LOG = Logger.getLogger(ServiceKeyFile.class.getName());

    private Optional<ServiceKeys> given;
    private Path file;
    private FileTime read;
    private ServiceKeys keys;

    protected ServiceKeyFile() {}

    @Inject
    public ServiceKeyFile(WebConfiguration configuration) {
        this.given = configuration.givenKeys();
        this.file = configuration.serviceKeys();
    }

    /** @throws GatehouseException {@code AGENT_UNREACHABLE} while there are no usable secrets. */
    public synchronized ServiceKeys keys() {
        if (given.isPresent()) {
            return given.get();
        }
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            if (!modified.equals(read)) {
                keys = ServiceKeys.parse(Files.readString(file));
                read = modified;
            }
            return keys;
        } catch (IOException | IllegalArgumentException e) {
            LOG.warning("the service token's secrets cannot be read from " + file + ": " + e.getMessage());
            throw new GatehouseException(
                    ProblemCode.AGENT_UNREACHABLE,
                    "The portal has no usable secret to speak to the agent with. An administrator finds the reason in"
                            + " the log of web (gatehouse.service-token.key-file).",
                    e);
        }
    }
}
