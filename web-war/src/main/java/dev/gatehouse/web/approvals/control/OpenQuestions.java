package dev.gatehouse.web.approvals.control;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.QuestionRules;
import dev.gatehouse.contract.QuestionRules.AnsweredBy;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.web.approvals.entity.OpenQuestion;
import dev.gatehouse.web.approvals.entity.QuestionTerms;
import dev.gatehouse.web.chat.entity.Conversation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The questions as each viewer may see them. One that is not the viewer's to see does not exist. */
@ApplicationScoped
@Transactional
public class OpenQuestions {

    /** More than a person can look through; the oldest first. */
    public static final int MAX_SHOWN = 200;

    /** For how long the inbox shows what became of a question. */
    static final Duration SHOWN_AFTER_END = Duration.ofMinutes(15);

    /** For how long a late answer is told what happened. */
    static final Duration REMEMBERED = Duration.ofDays(7);

    private static final int READ_AT_ONCE = 500;

    /** As many as a database takes in one list. */
    private static final int MAX_NAMED = 900;

    private static final String JOINED = "select q, c, t from OpenQuestion q join Conversation c on c.id = q.sessionId"
            + " left join QuestionTerms t on t.sessionId = q.sessionId where c.deleteAfter is null and ";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Approvers approvers;

    @Inject
    private Clock clock;

    /** Oldest first. */
    public List<InboxQuestion> open(UUID viewer) {
        return visible(viewer, "q.resolution is null", "q.askedAt", Map.of());
    }

    /** Those that ended a little while ago, the newest first. */
    public List<InboxQuestion> ended(UUID viewer) {
        Instant since = clock.instant().minus(SHOWN_AFTER_END);
        return visible(viewer, "q.resolvedAt > :since", "q.resolvedAt desc", Map.of("since", since));
    }

    /** Those of one conversation of the viewer's own, open and ended. */
    public List<InboxQuestion> ofOwn(SessionId session, UUID owner) {
        return visible(owner, "q.sessionId = :session", "q.askedAt desc", Map.of("session", session.toString()))
                .stream()
                .filter(InboxQuestion::owns)
                .toList();
    }

    /** @throws GatehouseException {@code QUESTION_NOT_FOUND} unless it is the viewer's to see, open or ended. */
    public InboxQuestion require(String id, UUID viewer) {
        return visible(viewer, "q.id = :id", "q.askedAt", Map.of("id", id)).stream()
                .findFirst()
                .orElseThrow(() -> new GatehouseException(
                        ProblemCode.QUESTION_NOT_FOUND,
                        "There is no such question, or it is not yours to answer any more."));
    }

    /** Forgets those that ended long ago or whose conversation is gone. */
    public void forgetOld() {
        entities.createQuery("delete from OpenQuestion q where q.resolvedAt < :limit")
                .setParameter("limit", clock.instant().minus(REMEMBERED))
                .executeUpdate();
        String gone = " not in (select c.id from Conversation c)";
        entities.createQuery("delete from OpenQuestion q where q.sessionId" + gone)
                .executeUpdate();
        entities.createQuery("delete from QuestionTerms t where t.sessionId" + gone)
                .executeUpdate();
    }

    /** Page by page, as questions that are not the viewer's matter may lie between. */
    private List<InboxQuestion> visible(UUID viewer, String which, String order, Map<String, Object> parameters) {
        Set<UUID> people = approvers.peopleOf(viewer);
        List<InboxQuestion> found = new ArrayList<>();
        for (int first = 0; found.size() < MAX_SHOWN; first += READ_AT_ONCE) {
            List<Object[]> page = query(viewer, people, which, order, parameters)
                    .setFirstResult(first)
                    .setMaxResults(READ_AT_ONCE)
                    .getResultList();
            page.stream()
                    .map(row -> seen(row, viewer, people))
                    .filter(each -> each.right() != AnswerRight.NONE)
                    .forEach(found::add);
            if (page.size() < READ_AT_ONCE) {
                break;
            }
        }
        return List.copyOf(found.subList(0, Math.min(found.size(), MAX_SHOWN)));
    }

    /** Where it can, the database leaves out those of people who are not the viewer's matter. */
    private TypedQuery<Object[]> query(
            UUID viewer, Set<UUID> people, String which, String order, Map<String, Object> parameters) {
        boolean named = people.size() < MAX_NAMED;
        String owners = named ? " and q.ownerId in :owners" : "";
        TypedQuery<Object[]> query =
                entities.createQuery(JOINED + which + owners + " order by " + order + ", q.id", Object[].class);
        parameters.forEach(query::setParameter);
        if (named) {
            query.setParameter(
                    "owners",
                    Stream.concat(Stream.of(viewer), people.stream())
                            .map(UUID::toString)
                            .toList());
        }
        return query;
    }

    private static InboxQuestion seen(Object[] row, UUID viewer, Set<UUID> people) {
        OpenQuestion question = (OpenQuestion) row[0];
        Optional<QuestionTerms> terms = Optional.ofNullable((QuestionTerms) row[2]);
        AnsweredBy rule = terms.map(QuestionTerms::answeredBy).orElse(QuestionRules.AS_SHIPPED.answeredBy());
        Optional<Instant> deadline = terms.map(QuestionTerms::questionMinutes)
                .filter(minutes -> minutes > 0)
                .map(minutes -> question.askedAt().plus(Duration.ofMinutes(minutes)));
        boolean owns = question.owner().equals(viewer);
        AnswerRight right =
                AnswerRight.of(question.kind(), rule, question.endorsement(), owns, people.contains(question.owner()));
        return new InboxQuestion(question, ((Conversation) row[1]).title(), rule, deadline, owns, right);
    }
}
