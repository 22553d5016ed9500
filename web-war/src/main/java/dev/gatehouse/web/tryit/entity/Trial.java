package dev.gatehouse.web.tryit.entity;

import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.ToolCall;
import java.util.UUID;

/** A call that a person's Claude might make in a mode. */
public record Trial(UUID person, PermissionMode mode, ToolCall call) {}
