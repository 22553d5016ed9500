/**
 * The person's own CLAUDE.md: the page and {@code /api/claude-md}.
 *
 * <p>Not responsible for keeping it: the agent does, beside the workspace.
 */
package dev.gatehouse.web.workspace;
