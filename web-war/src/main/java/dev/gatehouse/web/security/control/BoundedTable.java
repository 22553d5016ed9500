package dev.gatehouse.web.security.control;

import java.util.LinkedHashMap;
import java.util.Map;

/** Forgets what was not used for longest when it is full: names made up by strangers must not fill the memory. */
final class BoundedTable<K, V> extends LinkedHashMap<K, V> {

    static final int MAX_ENTRIES = 10_000;

    private static final long serialVersionUID = 1L;

    BoundedTable() {
        super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MAX_ENTRIES;
    }
}
