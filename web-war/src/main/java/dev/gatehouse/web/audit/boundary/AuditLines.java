package dev.gatehouse.web.audit.boundary;

import dev.gatehouse.web.audit.chain.AuditRow;
import dev.gatehouse.web.audit.control.AuditFilter;
import dev.gatehouse.web.audit.control.AuditSearch;
import dev.gatehouse.web.audit.control.PeopleNames;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.enterprise.inject.spi.CDI;
import java.util.List;
import java.util.Map;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/** The rows as the table asks for them, page by page, newest first. */
public class AuditLines extends LazyDataModel<AuditLine> {

    private static final long serialVersionUID = 1L;

    private AuditFilter filter = AuditFilter.ALL;

    void show(AuditFilter narrowed) {
        this.filter = narrowed;
    }

    @Override
    public int count(Map<String, FilterMeta> filters) {
        return Math.min(search().count(filter), AuditSearch.MOST_COUNTED);
    }

    @Override
    public List<AuditLine> load(int first, int pageSize, Map<String, SortMeta> sort, Map<String, FilterMeta> filters) {
        List<AuditRow> rows = search().page(filter, first, pageSize);
        Map<String, String> names =
                CDI.current().select(PeopleNames.class).get().of(rows);
        return rows.stream().map(row -> AuditLine.of(row, names)).toList();
    }

    @Override
    public String getRowKey(AuditLine line) {
        return String.valueOf(line.number());
    }

    @Override
    public AuditLine getRowData(String rowKey) {
        return getWrappedData().stream()
                .filter(line -> getRowKey(line).equals(rowKey))
                .findFirst()
                .orElse(null);
    }

    /** The model lies in the view's state, so it looks its service up; the role is checked here too, at every load. */
    private static AuditSearch search() {
        CDI.current().select(Viewer.class).get().requireAuditor();
        return CDI.current().select(AuditSearch.class).get();
    }
}
