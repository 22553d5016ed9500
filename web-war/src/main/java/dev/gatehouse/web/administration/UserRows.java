package dev.gatehouse.web.administration;

import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.security.control.Viewer;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/** The users as the table asks for them, page by page. */
public class UserRows extends LazyDataModel<UserRow> {

    private static final long serialVersionUID = 1L;

    private String search = "";

    void search(String text) {
        this.search = text == null ? "" : text.strip();
    }

    @Override
    public int count(Map<String, FilterMeta> filters) {
        return Math.toIntExact(accounts().count(search));
    }

    @Override
    public List<UserRow> load(int first, int pageSize, Map<String, SortMeta> sort, Map<String, FilterMeta> filters) {
        Clock clock = CDI.current().select(Clock.class).get();
        return accounts().page(search, first, pageSize).stream()
                .map(account -> UserRow.of(account, clock))
                .toList();
    }

    @Override
    public String getRowKey(UserRow row) {
        return row.id().toString();
    }

    /** Of the page that is shown: an action on a row that is no longer there does nothing. */
    @Override
    public UserRow getRowData(String rowKey) {
        return getWrappedData().stream()
                .filter(row -> getRowKey(row).equals(rowKey))
                .findFirst()
                .orElse(null);
    }

    /** The model lies in the view's state, so it looks its service up; the role is checked here too, at every load. */
    private static Accounts accounts() {
        CDI.current().select(Viewer.class).get().requireAdministrator();
        return CDI.current().select(Accounts.class).get();
    }
}
