package dev.gatehouse.agent.events;

/** The feed as one session's log sees it. */
interface SessionFeed {

    /** The highest number of this session in the feed; 0 if there is none. */
    long lastSeq();

    /** Adds the next number of this session, or throws and adds nothing. */
    void append(long seq);
}
