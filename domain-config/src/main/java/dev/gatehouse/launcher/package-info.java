/**
 * Brings the pair up on one machine: the pinned Claude Code CLI, the data folder with its secrets, and the two Payara
 * Micro processes, from the first line of progress to the last worker's end.
 *
 * <p>Responsible for: what must be there before either half can start, saying clearly what is missing, and taking down
 * everything it started. Not responsible for: anything a request does; accounts (web), workers (agent). It reads no
 * database and knows no contract words.
 *
 * <p>Plain Java without a dependency, so that it starts at once and the tests of every module can use its pieces.
 */
package dev.gatehouse.launcher;
