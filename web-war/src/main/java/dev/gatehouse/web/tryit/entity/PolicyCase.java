package dev.gatehouse.web.tryit.entity;

import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ToolCall;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A call of a person in a mode, and what an administrator wants to become of it whatever the policy is. */
@Entity
@Table(name = "policy_case")
public class PolicyCase {

    public static final int MAX_NAME = 120;
    public static final int MAX_INPUT = 20_000;

    @Id
    private String id;

    private String name;

    @Column(name = "account_id")
    private String accountId;

    private String mode;
    private String tool;
    private String input;

    @Enumerated(EnumType.STRING)
    private Answer expected;

    @Column(name = "author_name")
    private String author;

    @Column(name = "created_at")
    private Instant createdAt;

    protected PolicyCase() {}

    public PolicyCase(String name, Trial trial, Answer expected, String author, Instant at) {
        this.id = UUID.randomUUID().toString();
        this.name = name;
        this.accountId = trial.person().toString();
        this.mode = trial.mode().wireName();
        this.tool = trial.call().tool();
        this.input = trial.call().input().toString();
        this.expected = expected;
        this.author = author;
        this.createdAt = at;
    }

    public UUID id() {
        return UUID.fromString(id);
    }

    public String name() {
        return name;
    }

    public Trial trial() {
        return new Trial(
                UUID.fromString(accountId),
                PermissionMode.fromWireName(mode).orElseThrow(),
                new ToolCall(tool, ContractJson.parse(input)));
    }

    public Answer expected() {
        return expected;
    }

    public String author() {
        return author;
    }
}
