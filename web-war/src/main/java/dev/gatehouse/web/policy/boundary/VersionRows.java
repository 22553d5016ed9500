package dev.gatehouse.web.policy.boundary;

import dev.gatehouse.web.policy.control.PolicyVersions;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.enterprise.inject.spi.CDI;
import java.util.List;
import java.util.Map;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/** The versions as the table asks for them, newest first. */
public class VersionRows extends LazyDataModel<VersionRow> {

    private static final long serialVersionUID = 1L;

    @Override
    public int count(Map<String, FilterMeta> filters) {
        return Math.toIntExact(versions().count());
    }

    @Override
    public List<VersionRow> load(int first, int pageSize, Map<String, SortMeta> sort, Map<String, FilterMeta> filters) {
        return versions().page(first, pageSize).stream().map(VersionRow::of).toList();
    }

    @Override
    public String getRowKey(VersionRow row) {
        return Long.toString(row.number());
    }

    @Override
    public VersionRow getRowData(String rowKey) {
        return getWrappedData().stream()
                .filter(row -> getRowKey(row).equals(rowKey))
                .findFirst()
                .orElse(null);
    }

    /** The model lies in the view's state, so it looks its service up; the role is checked here too, at every load. */
    private static PolicyVersions versions() {
        CDI.current().select(Viewer.class).get().requireAuditor();
        return CDI.current().select(PolicyVersions.class).get();
    }
}
