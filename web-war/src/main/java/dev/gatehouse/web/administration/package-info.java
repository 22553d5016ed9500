/**
 * The pages under {@code /admin}: users, groups and live sessions; the menu of all of them.
 *
 * <p>Responsible for: checking the role as the first line of every action, and telling what happened. Not responsible
 * for the rules themselves (accounts), nor for the other pages of the console.
 */
package dev.gatehouse.web.administration;
