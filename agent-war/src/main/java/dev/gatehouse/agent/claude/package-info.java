/**
 * A small SDK for the Claude Code CLI as a subprocess: the launch line, the process and its end, the stream-json codec
 * and the control channel. Plain Java and JSON-P.
 *
 * <p>Responsible for: what a line on stdin or stdout means, that only well-formed lines are written, that every wait
 * has a deadline, and that a process ends with everything it started. Not responsible for: sessions, prompts that must
 * survive a crash, what a person may do, and who answers a question; those live in the packages that use this one.
 *
 * <p>Facts marked PROTOCOL or DIFF are measurements of the CLI, version 2.1.330.
 */
package dev.gatehouse.agent.claude;
