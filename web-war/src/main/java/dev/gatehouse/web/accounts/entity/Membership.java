package dev.gatehouse.web.accounts.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;

/** That someone belongs to a group, as a member or as an approver. */
@Entity
@Table(name = "group_membership")
public class Membership {

    @EmbeddedId
    private Key key;

    protected Membership() {}

    public Membership(String group, UUID account, Capacity capacity) {
        this.key = new Key(group, account, capacity);
    }

    public String group() {
        return key.groupName;
    }

    public UUID account() {
        return UUID.fromString(key.accountId);
    }

    public Capacity capacity() {
        return key.capacity;
    }

    /** What makes it unique. */
    @Embeddable
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        @Column(name = "group_name")
        private String groupName;

        @Column(name = "account_id")
        private String accountId;

        @Enumerated(EnumType.STRING)
        private Capacity capacity;

        protected Key() {}

        public Key(String group, UUID account, Capacity capacity) {
            this.groupName = group;
            this.accountId = account.toString();
            this.capacity = capacity;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && groupName.equals(key.groupName)
                    && accountId.equals(key.accountId)
                    && capacity == key.capacity;
        }

        @Override
        public int hashCode() {
            return Objects.hash(groupName, accountId, capacity);
        }
    }
}
