/**
 * One workspace per person: directories, the uid they belong to, and the person's CLAUDE.md.
 *
 * <p>Responsible for: that two owners never share a directory or a uid, that names from outside never become paths
 * (owners are ids), and that an instruction file is what its owner wrote. Not responsible for: starting anything in a
 * workspace, or for conversations.
 */
package dev.gatehouse.agent.workspaces;
