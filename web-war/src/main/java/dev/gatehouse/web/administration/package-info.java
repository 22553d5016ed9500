/**
 * The pages under {@code /admin}: users and live sessions.
 *
 * <p>Responsible for: checking the role as the first line of every action, and telling what happened. Not responsible
 * for the rules themselves (accounts).
 */
package dev.gatehouse.web.administration;
