package dev.gatehouse.agent.sessions.entity;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is kept to recognise a repeated send or a late answer; the oldest is forgotten beyond the bound. */
final class NewestOnly<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;
    private static final int MAX_REMEMBERED = 10_000;

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MAX_REMEMBERED;
    }
}
