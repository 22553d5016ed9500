package dev.gatehouse.web.audit.boundary;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.accounts.entity.Role;
import dev.gatehouse.web.audit.chain.AuditDraft;
import dev.gatehouse.web.audit.chain.AuditKind;
import dev.gatehouse.web.audit.chain.AuditRow;
import dev.gatehouse.web.audit.control.AuditFilter;
import dev.gatehouse.web.audit.control.AuditSearch;
import dev.gatehouse.web.audit.control.AuditTrail;
import dev.gatehouse.web.audit.control.PeopleNames;
import dev.gatehouse.web.security.control.PortalCaller;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The audit as a file, newest row first, page by page: however large, little of it is in memory at a time. */
@Path("audit")
@RequestScoped
@RolesAllowed({Role.ADMINISTRATOR, Role.AUDITOR})
public class AuditExportResource {

    private static final int PAGE = 500;

    @Inject
    private Viewer viewer;

    @Inject
    private AuditSearch search;

    @Inject
    private AuditTrail trail;

    @Inject
    private PeopleNames people;

    @Inject
    private FilterWords words;

    @Inject
    private Clock clock;

    @GET
    @Path("export")
    public Response export(@QueryParam("format") @DefaultValue("jsonl") String format, @Context UriInfo address) {
        PortalCaller caller = viewer.requireAuditor();
        AuditFilter filter = words.read(address.getQueryParameters());
        StreamingOutput content = switch (format) {
            case "csv" ->
                out -> write(
                        new OutputStreamWriter(out, StandardCharsets.UTF_8), filter, AuditCsv.HEADER, AuditCsv::line);
            case "jsonl" ->
                out -> write(
                        new OutputStreamWriter(out, StandardCharsets.UTF_8),
                        filter,
                        "",
                        (row, names) -> AuditJson.of(row, names) + "\n");
            default -> throw new GatehouseException(ProblemCode.INVALID_VALUE, "format must be csv or jsonl.");
        };
        trail.append(List.of(exported(caller, format, address)));
        return Response.ok(content)
                .header(HttpHeaders.CONTENT_TYPE, format.equals("csv") ? "text/csv;charset=UTF-8" : "application/jsonl")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"gatehouse-audit." + format + "\"")
                .build();
    }

    private void write(
            Writer out, AuditFilter filter, String header, BiFunction<AuditRow, Map<String, String>, String> form)
            throws IOException {
        var writer = new BufferedWriter(out);
        writer.write(header);
        List<AuditRow> page = search.before(filter, Long.MAX_VALUE, PAGE);
        while (!page.isEmpty()) {
            Map<String, String> names = people.of(page);
            for (AuditRow row : page) {
                writer.write(form.apply(row, names));
            }
            page = search.before(filter, page.get(page.size() - 1).number(), PAGE);
        }
        writer.flush();
    }

    private AuditDraft exported(PortalCaller caller, String format, UriInfo address) {
        String query = address.getRequestUri().getRawQuery();
        return new AuditDraft(AuditKind.AUDIT_EXPORTED, clock.instant())
                .actor(caller.account())
                .content(
                        format,
                        Json.createObjectBuilder()
                                .add("actor", caller.username())
                                .add("query", query == null ? "" : query.substring(0, Math.min(query.length(), 2000)))
                                .build()
                                .toString());
    }
}
