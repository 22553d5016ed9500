package dev.gatehouse.web.administration;

import dev.gatehouse.web.accounts.control.Belonging;
import dev.gatehouse.web.accounts.entity.Account;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
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
        return Math.toIntExact(users().count(search));
    }

    @Override
    public List<UserRow> load(int first, int pageSize, Map<String, SortMeta> sort, Map<String, FilterMeta> filters) {
        Clock clock = CDI.current().select(Clock.class).get();
        List<Account> page = users().page(search, first, pageSize);
        Map<UUID, Belonging> belongings = CDI.current()
                .select(GroupAdministration.class)
                .get()
                .belongings(page.stream().map(Account::id).collect(Collectors.toSet()));
        return page.stream()
                .map(account -> UserRow.of(account, belongings.getOrDefault(account.id(), Belonging.NONE), clock))
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

    /** The model lies in the view's state, so it looks its service up, which checks the role at every load. */
    private static UserAdministration users() {
        return CDI.current().select(UserAdministration.class).get();
    }
}
