package dev.gatehouse.contract;

/**
 * Who answers what Claude asks for, and what becomes of it when nobody looks.
 *
 * @param answeredBy who may answer a permission question or a plan; what Claude asks about the work itself
 *     ({@code AskUserQuestion}) is always the person's to answer
 * @param unwatched what becomes of a permission question while nobody watches the session
 */
public record QuestionRules(AnsweredBy answeredBy, Unwatched unwatched) {

    public static final QuestionRules AS_SHIPPED = new QuestionRules(AnsweredBy.PERSON, Unwatched.WAIT);

    /** Anyone of those named may deny. */
    public enum AnsweredBy {
        PERSON,
        APPROVERS,
        /** Whoever is first. */
        PERSON_OR_APPROVERS,
        /** The person and an approver who is somebody else: both have to allow. */
        FOUR_EYES
    }

    public enum Unwatched {
        /** It stays open, its worker alive. */
        WAIT,
        /** It is denied at once, with the reason that nobody is there. */
        DENY,
        /** It stays open, its worker ends; the session resumes when it is answered. */
        PARK
    }
}
