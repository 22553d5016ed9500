package dev.gatehouse.agent.configuration;

import dev.gatehouse.contract.PermissionMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of this agent; see {@link AgentSettings} for names, defaults and allowed values.
 *
 * @param data the agent's own directory, absolute: {@code <gatehouse.data>/agent}
 * @param maxBodyBytes largest request body that is read
 */
public record AgentConfig(
        Path data, Claude claude, Modes modes, Workers workers, Isolation isolation, Keys keys, int maxBodyBytes) {

    /**
     * @param executable path of the CLI, or a name to look for on {@code PATH}
     * @param version the one version this Gatehouse was measured with
     * @param acceptAnyVersion use another version all the same
     * @param closeTimeout how long a worker may take to end by itself before it is killed
     */
    public record Claude(String executable, String version, boolean acceptAnyVersion, Duration closeTimeout) {}

    /** The operator's ceiling: what this host may run at all, whatever a grant says. */
    public record Modes(Set<PermissionMode> allowed, boolean allowDangerouslySkipPermissions) {

        public Modes {
            allowed = Set.copyOf(allowed);
        }

        /** Both settings taken together: no bypass without the permission to skip permissions. */
        public Set<PermissionMode> ceiling() {
            Set<PermissionMode> ceiling = EnumSet.copyOf(allowed);
            if (!allowDangerouslySkipPermissions) {
                ceiling.remove(PermissionMode.BYPASS_PERMISSIONS);
            }
            return Set.copyOf(ceiling);
        }
    }

    /**
     * @param maxLive live workers on this host
     * @param maxLivePerUser live workers of one person
     * @param idleTimeout after which a worker without work and without a reader is parked, unless the grant says less
     */
    public record Workers(int maxLive, int maxLivePerUser, Duration idleTimeout) {}

    /**
     * @param uids from which each owner gets one for ever
     * @param bypassNeedsOwnUser whether {@code bypassPermissions} needs every owner to be an OS user of their own
     */
    public record Isolation(UidRange uids, boolean bypassNeedsOwnUser) {}

    /** Where the keys of the service token are; exactly one of the two is present. */
    public record Keys(Optional<Path> file, Optional<String> inline) {

        @Override
        public String toString() {
            return "Keys[" + file.map(Path::toString).orElse("inline") + "]";
        }
    }
}
