package dev.gatehouse.web.portal;

import com.sun.net.httpserver.HttpExchange;
import dev.gatehouse.contract.ConformanceAcceptance;
import dev.gatehouse.contract.ConformanceStatus;
import dev.gatehouse.contract.ConformanceStatus.Difference;
import dev.gatehouse.contract.ConformanceStatus.Phase;
import dev.gatehouse.contract.ConformanceTable;
import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.Verdict.Outcome;
import dev.gatehouse.web.sessions.StubAgent;
import dev.gatehouse.web.sessions.StubAgent.Received;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A newer Claude Code whose table differs in one cell, until it is accepted. */
final class ConformanceScript {

    static final ConformanceTable MEASURED = table("2.2.0", Outcome.RUNS);
    static final ConformanceTable ACCEPTED = table("2.1.330", Outcome.ASKS);

    private Optional<ConformanceTable> measured = Optional.empty();
    private boolean accepted;

    synchronized void answer(HttpExchange exchange, Received request) throws IOException {
        if (request.method().equals("POST")) {
            measured = Optional.of(MEASURED);
        } else if (request.method().equals("PUT")) {
            var acceptance = ContractJson.read(ConformanceAcceptance.class, ContractJson.parse(request.body()));
            accepted = acceptance.equals(new ConformanceAcceptance("2.2.0", MEASURED.digest()));
        }
        StubAgent.answer(
                exchange, 200, "application/json", ContractJson.write(status()).toString());
    }

    private ConformanceStatus status() {
        List<Difference> differences = measured.isPresent() && !accepted
                ? List.of(new Difference(
                        "Write a file", PermissionMode.DEFAULT, Optional.of(Outcome.ASKS), Optional.of(Outcome.RUNS)))
                : List.of();
        return new ConformanceStatus(
                Optional.of("2.2.0"),
                Phase.IDLE,
                0,
                0,
                Optional.empty(),
                measured,
                Optional.of(accepted ? MEASURED : ACCEPTED),
                differences,
                accepted);
    }

    private static ConformanceTable table(String version, Outcome write) {
        return new ConformanceTable(
                version,
                Instant.parse("2026-01-02T03:04:05Z"),
                List.of(PermissionMode.DEFAULT),
                List.of(new ConformanceTable.Row("Write a file", List.of(write))));
    }
}
