/**
 * Who is asking, and whether the request may pass.
 *
 * <p>Responsible for: signing in and out, the sign-in token that survives a restart, giving the password again,
 * throttling, who may open which page, protection against forged requests, security headers, and
 * {@link dev.gatehouse.web.security.control.Viewer}. Not responsible for: what an account is (accounts), nor for who
 * owns a conversation (chat).
 */
package dev.gatehouse.web.security;
