package dev.gatehouse.web.accounts.entity;

/** What an account may do in the portal. */
public final class Role {

    public static final String USER = "user";
    public static final String ADMINISTRATOR = "administrator";

    private Role() {}
}
