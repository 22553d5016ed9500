/**
 * Conversations and the workers behind them: the heart of the agent.
 *
 * <p>Responsible for: accepting commands and never losing an accepted one; starting, resuming, parking and ending
 * workers; turning what the CLI says into events ({@code EventTranslator} is where the CLI's vocabulary ends); the one
 * answer to every question. Not responsible for: how a process is run ({@code claude}, {@code isolation}), how events
 * are stored and streamed ({@code events}), which modes are granted (web; {@code permissions} enforces).
 *
 * <p>{@code entity.SessionMemory} is the fold of a session's durable events and the only state that outlives a worker:
 * what it does not know from an event is not known after a crash. {@code control.AgentSession} serialises everything
 * that happens to one session under one lock.
 */
package dev.gatehouse.agent.sessions;
