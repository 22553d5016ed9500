package dev.gatehouse.agent.sessions.control;

/**
 * What one session is made of. Everything in it is used under the session's lock only.
 *
 * @param orders what people want of the worker in the seat
 */
record SessionParts(
        SessionJournal journal,
        SessionServices services,
        WorkerSeat seat,
        Questions questions,
        FrameHandler frames,
        WorkerOrders orders,
        GrantEnforcement enforcement,
        SessionView view) {

    static SessionParts of(SessionJournal journal, SessionServices services, AgentSession session) {
        Questions questions = new Questions(journal, services.guard());
        FrameHandler frames = new FrameHandler(journal, services, questions, session);
        WorkerSeat seat = new WorkerSeat(journal, services, session);
        GrantEnforcement enforcement = new GrantEnforcement(journal, services, questions, frames, seat, session);
        return new SessionParts(
                journal,
                services,
                seat,
                questions,
                frames,
                new WorkerOrders(journal, seat, frames, session),
                enforcement,
                new SessionView(journal, seat, frames, enforcement));
    }
}
