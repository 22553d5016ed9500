package dev.gatehouse.web.administration;

import java.io.Serializable;

/** One line of the list of groups. */
public record GroupRow(String name, String label, long members, long approvers) implements Serializable {}
