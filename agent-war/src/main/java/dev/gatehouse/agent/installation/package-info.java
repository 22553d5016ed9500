/**
 * The Claude Code CLI on this host: where it is, which version, and whether a worker could run it.
 *
 * <p>Responsible for: finding it, trying it under a worker's confinement, and a message an administrator can act on.
 * Not responsible for: bringing it there (the launcher and the image do), or running sessions with it ({@code claude}).
 */
package dev.gatehouse.agent.installation;
