package dev.gatehouse.agent.events;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A failure of the disk in words for a person. Paths stay in the cause, which is logged and not shown. */
final class StorageFailure {

    /** Below this the disk counts as full, whatever the failure was called. */
    private static final long NEXT_TO_NOTHING = 64 * 1024;

    private StorageFailure() {}

    static GatehouseException of(IOException cause, Path where) {
        return isFull(cause, where)
                ? new GatehouseException(
                        ProblemCode.STORAGE_FULL,
                        "The agent's disk is full. Nothing was lost; make room there and try again.",
                        cause)
                : new GatehouseException(
                        ProblemCode.INTERNAL, "The agent's disk failed. The agent's log says how.", cause);
    }

    /** The JDK tells the reason of a failed write only by the operating system's text, which may be translated. */
    private static boolean isFull(IOException cause, Path where) {
        String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("no space left") || text.contains("quota exceeded")) {
            return true;
        }
        try {
            return Files.getFileStore(where).getUsableSpace() < NEXT_TO_NOTHING;
        } catch (IOException e) {
            cause.addSuppressed(e);
            return false;
        }
    }
}
