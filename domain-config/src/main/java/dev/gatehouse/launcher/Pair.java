package dev.gatehouse.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Agent and web on one data folder, held from {@link #open} to {@link #close}. */
public final class Pair implements AutoCloseable {

    private final PairSettings settings;
    private final DataFolder data;
    private final FirstPassword firstPassword;
    private final Server agent;
    private final Server web;

    private Pair(PairSettings settings, DataFolder data, Parts parts, Path claude, BiConsumer<String, String> output) {
        this.settings = settings;
        this.data = data;
        this.firstPassword = new FirstPassword(data.web(), data.secrets());
        this.agent = new Server(agentSpec(parts, claude), "", output);
        this.web = new Server(webSpec(parts), "/", output);
    }

    /**
     * Makes the data folder ready and takes hold of it; starts nothing yet.
     *
     * @param progress gets a line per step worth telling.
     * @param output gets name and line of all the servers print, on their own threads.
     * @throws LaunchException with what is missing.
     */
    public static Pair open(
            Parts parts, PairSettings settings, Consumer<String> progress, BiConsumer<String, String> output) {
        parts.check();
        DataFolder data = DataFolder.open(settings.data(), Directories.isRoot());
        try {
            Path claude = ClaudeInstall.of(settings.environment(), progress).executable();
            progress.accept("Claude Code at " + claude);
            Pair pair = new Pair(settings, data, parts, claude, output);
            pair.agent.clearTheWay(progress);
            pair.web.clearTheWay(progress);
            ServiceKeyFile.ensure(data.serviceKeys());
            pair.firstPassword.prepare(settings.environment());
            return pair;
        } catch (IOException e) {
            data.close();
            throw new LaunchException(
                    "The data folder " + data.root() + " cannot be used: " + Directories.reason(e), e);
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }

    /** Both at once, then waits for both. */
    public void start(Duration limit) throws InterruptedException {
        servers().forEach(Server::start);
        for (Server server : servers()) {
            server.awaitReady(limit);
        }
    }

    public Server agent() {
        return agent;
    }

    public Server web() {
        return web;
    }

    public List<Server> servers() {
        return List.of(agent, web);
    }

    /**
     * The generated password of {@code admin}, until {@link #firstPasswordShown}.
     *
     * @return empty when it was given, or shown before.
     */
    public Optional<String> firstPassword() {
        try {
            return firstPassword.toShow();
        } catch (IOException e) {
            throw new LaunchException("The first password cannot be read: " + Directories.reason(e), e);
        }
    }

    /** To be said when web is ready and a person has seen the password: from then on it is written nowhere. */
    public void firstPasswordShown() {
        try {
            firstPassword.done();
        } catch (IOException e) {
            throw new LaunchException("The first password cannot be put away: " + Directories.reason(e), e);
        }
    }

    /** Ends both, web first so that nobody watches the agent's last moments as errors, and gives the folder back. */
    @Override
    public void close() {
        try {
            web.shutDown();
            agent.shutDown();
        } finally {
            data.close();
        }
    }

    private ServerSpec agentSpec(Parts parts, Path claude) {
        return new ServerSpec(
                "agent",
                settings.agent(),
                parts,
                parts.agentWar(),
                data.run(),
                Map.of(
                        "gatehouse.data", data.root().toString(),
                        "gatehouse.service-token.key-file", data.serviceKeys().toString(),
                        "gatehouse.claude.executable", claude.toString()),
                ServerEnvironment.forAgent(settings.environment()));
    }

    private ServerSpec webSpec(Parts parts) {
        return new ServerSpec(
                "web",
                settings.web(),
                parts,
                parts.webWar(),
                data.run(),
                Map.of(
                        "gatehouse.data", data.root().toString(),
                        "gatehouse.service-token.key-file", data.serviceKeys().toString(),
                        "gatehouse.audit.key-file", data.auditKey().toString(),
                        "gatehouse.initial-admin-password-file",
                                firstPassword.handedToWeb().toString(),
                        "gatehouse.agent.url", settings.agent().uri("").toString()),
                ServerEnvironment.forWeb(settings.environment()));
    }
}
