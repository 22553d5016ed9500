package dev.gatehouse.agent.dryrun.control;

import dev.gatehouse.contract.ConformanceTable;
import dev.gatehouse.contract.ContractJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The table of the version this Gatehouse was made with; it is accepted as shipped. */
final class Reference {

    private static final String RESOURCE = "/dev/gatehouse/agent/dryrun/reference.json";
    private static final ConformanceTable TABLE = read();

    private Reference() {}

    static ConformanceTable table() {
        return TABLE;
    }

    private static ConformanceTable read() {
        try (InputStream resource = Reference.class.getResourceAsStream(RESOURCE)) {
            return ContractJson.read(
                    ConformanceTable.class,
                    ContractJson.parse(new String(resource.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
