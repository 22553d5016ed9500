/**
 * What Claude Code would decide, found out by asking it: the real CLI, started as a worker is, makes the calls in
 * question where nothing can come of them.
 *
 * <p>Responsible for: dry runs of calls, which rule decided, rules that the CLI does not understand, and the table of
 * what each mode does on the installed version. Not responsible for: deciding a policy (web), or letting anything run
 * ({@code sessions}).
 */
package dev.gatehouse.agent.dryrun;
