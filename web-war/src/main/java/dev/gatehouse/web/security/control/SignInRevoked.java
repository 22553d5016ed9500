package dev.gatehouse.web.security.control;

import java.util.UUID;

/** A device has been signed out: what it has open must be cut. */
public record SignInRevoked(UUID signIn) {}
