package dev.gatehouse.agent.events;

/** How far an event is on its way to the disk when it is shown. */
public enum Force {
    /** In the operating system's cache: survives kill -9 of the agent. */
    NONE,
    /** On the disk: survives a power failure. For an accepted prompt, an answer, a tool call, the end of a turn. */
    DISK
}
