package dev.gatehouse.web.tryit.control;

import dev.gatehouse.contract.GatehouseException;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Work behind a page: how far it is, and what came of it. One at a time and page. */
public final class Progress {

    private static final Logger LOG = Logger.getLogger(Progress.class.getName());
    private static final int ALL = 100;

    private int done;
    private int total;
    private boolean running = true;
    private Object result;
    private String failure;

    private Progress() {}

    /** @param work is given the progress to tell; its failure becomes {@link #failure} */
    public static Progress start(ExecutorService executor, Function<Progress, Object> work) {
        var progress = new Progress();
        executor.execute(() -> progress.run(work));
        return progress;
    }

    private void run(Function<Progress, Object> work) {
        Object found = null;
        String failed = null;
        try {
            found = work.apply(this);
        } catch (GatehouseException e) {
            failed = e.problem().detail();
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "a run behind a page failed", e);
            failed = "It failed; the portal's log says why.";
        } finally {
            end(found, failed);
        }
    }

    private synchronized void end(Object found, String failed) {
        result = found;
        failure = failed;
        running = false;
    }

    public synchronized void total(int trials) {
        total = trials;
    }

    public synchronized void done(int trials) {
        done = trials;
    }

    public synchronized boolean running() {
        return running;
    }

    /** 0 to 100. */
    public synchronized int percent() {
        return total == 0 ? 0 : Math.min(ALL, done * ALL / total);
    }

    /** Null while it runs, and if it failed. */
    public synchronized Object result() {
        return result;
    }

    /** For the person; null if it did not fail. */
    public synchronized String failure() {
        return failure;
    }
}
