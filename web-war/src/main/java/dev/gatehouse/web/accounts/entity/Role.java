package dev.gatehouse.web.accounts.entity;

/** What an account may do in the portal, as the container and the tokens name it. */
public final class Role {

    public static final String USER = "user";
    public static final String ADMINISTRATOR = "administrator";

    /** Answers questions of the members of some groups. */
    public static final String APPROVER = "approver";

    /** Reads the whole console. */
    public static final String AUDITOR = "auditor";

    private Role() {}
}
