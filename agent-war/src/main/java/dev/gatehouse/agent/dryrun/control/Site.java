package dev.gatehouse.agent.dryrun.control;

import dev.gatehouse.agent.workspaces.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * The directories of a dry run, by the paths they have for a real worker, as decisions depend on paths.
 *
 * @param uid the OS user it runs as; empty where workers share the agent's
 * @param project working directory; can only be read
 * @param home can only be read
 * @param others what else can be read
 */
record Site(OptionalInt uid, Path project, Path config, Path home, Path tmp, List<Path> others) {

    static Site of(Workspace workspace) {
        return new Site(
                workspace.uid(), workspace.project(), workspace.config(), workspace.home(), workspace.tmp(), List.of());
    }
}
