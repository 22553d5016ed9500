/**
 * What happened in a session, kept and passed on: the durable event log of each session with its subscribers, the blobs
 * beside it, the agent's feed over all sessions, and the data directory they live in.
 *
 * <p>Responsible for: that an event is in the file before anyone sees it; that whoever subscribes from a number sees
 * every later durable event once and in order, without gap or duplicate, across a crash of either side; that a slow
 * reader never slows a writer; that memory stays bounded. Not responsible for: what the events mean, who may read them,
 * HTTP.
 *
 * <p>Layout: {@code <data>/lock}, {@code <data>/node}, {@code <data>/feed/journal}, and for each session
 * {@code <data>/sessions/<id>/events.ndjson} and {@code <data>/sessions/<id>/blobs/<sha256>}; directories 0700, files
 * 0600. Plain Java, no container needed.
 */
package dev.gatehouse.agent.events;
