package dev.gatehouse.web.feed;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Whether the agent's feed can be read: told in the log at each change and not at each try, and to administrators; in
 * pages {@code feedState}.
 */
@Named
@ApplicationScoped
public class FeedState {

    private static final Logger LOG = Logger.getLogger(FeedState.class.getName());

    /** Name of the present trouble; empty text for none. */
    private String trouble = "";

    private String problem;

    synchronized void reads() {
        if (!trouble.isEmpty()) {
            LOG.info("the agent's feed is read again");
        }
        trouble = "";
        problem = null;
    }

    synchronized void standsStill(RuntimeException why) {
        boolean refused = why instanceof GatehouseException;
        String now = refused
                ? ((GatehouseException) why).problem().code().name()
                : why.getClass().getName();
        boolean down = ProblemCode.AGENT_UNREACHABLE.name().equals(now);
        if (!now.equals(trouble)) {
            String text = "the agent's feed cannot be read (" + now + "); it is tried again, and not told again: "
                    + (refused ? ((GatehouseException) why).problem().detail() : why);
            // the cause of a refusal is the agent's and in its log
            LOG.log(Level.WARNING, text, refused ? null : why);
        }
        trouble = now;
        problem = down ? null : text(now, why);
    }

    /** For administrators; null if the feed is read, and while the agent is down, which is told elsewhere. */
    public synchronized String getProblem() {
        return problem;
    }

    public synchronized boolean isStandingStill() {
        return !trouble.isEmpty();
    }

    private static String text(String name, RuntimeException why) {
        String detail = why instanceof GatehouseException refused
                ? " " + refused.problem().detail()
                : "";
        return "What happens at the agent cannot be taken in (" + name + ")." + detail + " Until this is mended, lists"
                + " and titles of conversations stand still and deleted ones are kept. The logs of web and agent say"
                + " more; a data folder that was restored in part is the usual reason.";
    }
}
