package dev.gatehouse.agent.boundary;

import jakarta.annotation.security.DeclareRoles;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Resources stand at the root of the agent; they and the providers are found by their annotations. */
@DeclareRoles({"user", "administrator", "system"})
@ApplicationPath("/")
public class AgentApplication extends Application {}
