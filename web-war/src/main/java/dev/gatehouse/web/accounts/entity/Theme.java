package dev.gatehouse.web.accounts.entity;

import java.util.Locale;

/** How a person wants the pages to look. */
public enum Theme {
    LIGHT,
    DARK,
    /** As the device says. */
    SYSTEM;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is no such theme. */
    public static Theme of(String wireName) {
        for (Theme theme : values()) {
            if (theme.wireName().equals(wireName)) {
                return theme;
            }
        }
        throw new IllegalArgumentException("the theme is one of light, dark and system");
    }
}
