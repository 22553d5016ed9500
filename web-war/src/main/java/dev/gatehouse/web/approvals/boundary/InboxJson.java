package dev.gatehouse.web.approvals.boundary;

import dev.gatehouse.web.accounts.control.Accounts;
import dev.gatehouse.web.approvals.control.Approvers;
import dev.gatehouse.web.approvals.control.InboxQuestion;
import dev.gatehouse.web.approvals.control.SessionContext;
import dev.gatehouse.web.approvals.entity.Endorsement;
import dev.gatehouse.web.approvals.entity.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The inbox as pages read it. */
@ApplicationScoped
class InboxJson {

    /** In characters of the question's JSON; what is larger is fetched when it is looked at. */
    static final int LARGE = 20_000;

    /** Names listed of those who may answer. */
    private static final int MAX_NAMES = 20;

    @Inject
    private Accounts accounts;

    @Inject
    private Approvers approvers;

    @Inject
    private Clock clock;

    String inbox(List<InboxQuestion> open, List<InboxQuestion> ended) {
        Map<UUID, String> names =
                names(Stream.concat(open.stream(), ended.stream()).toList());
        var waiting = Json.createArrayBuilder();
        open.forEach(each -> waiting.add(written(each, names, each.question().size() <= LARGE)));
        var over = Json.createArrayBuilder();
        ended.forEach(each -> over.add(written(each, names, false)));
        return Json.createObjectBuilder()
                .add("now", clock.instant().toString())
                .add("open", waiting)
                .add("ended", over)
                .build()
                .toString();
    }

    JsonObject whole(InboxQuestion question) {
        return written(question, names(List.of(question)), true).build();
    }

    /** For the owner of a conversation. */
    String waiting(UUID owner, List<InboxQuestion> questions) {
        Map<UUID, String> names = names(questions);
        var list = Json.createArrayBuilder();
        questions.forEach(each -> list.add(written(each, names, false)));
        var who = Json.createArrayBuilder();
        accounts.names(approvers.of(owner)).values().stream()
                .sorted()
                .limit(MAX_NAMES)
                .forEach(who::add);
        return Json.createObjectBuilder()
                .add("questions", list)
                .add("approvers", who)
                .build()
                .toString();
    }

    static JsonObject context(String title, SessionContext.View view) {
        var steps = Json.createArrayBuilder();
        view.steps()
                .forEach(step -> steps.add(Json.createObjectBuilder()
                        .add("at", step.at().toString())
                        .add("kind", step.kind().name())
                        .add("name", step.name())
                        .add("detail", step.detail())));
        JsonObjectBuilder json = Json.createObjectBuilder().add("title", title).add("steps", steps);
        view.prompt().ifPresent(prompt -> json.add("prompt", prompt));
        return json.build();
    }

    private JsonObjectBuilder written(InboxQuestion each, Map<UUID, String> names, boolean withInput) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("id", each.question().id())
                .add("session", each.question().session().toString())
                .add("kind", each.question().kind().name())
                .add("requester", names.getOrDefault(each.question().owner(), "unknown"))
                .add("own", each.owns())
                .add("title", each.title())
                .add("askedAt", each.question().askedAt().toString())
                .add("answeredBy", each.answeredBy().name())
                .add("right", each.right().name())
                .add("lost", each.question().lost());
        each.deadline().ifPresent(at -> json.add("deadline", at.toString()));
        each.question().endorsement().ifPresent(first -> json.add("endorsed", written(first, names)));
        each.question().outcome().ifPresent(outcome -> json.add("outcome", written(outcome, names)));
        if (withInput) {
            json.add("event", each.question().event());
        }
        return json;
    }

    private static JsonObjectBuilder written(Endorsement first, Map<UUID, String> names) {
        return Json.createObjectBuilder()
                .add("by", first.by().toString())
                .add("byName", names.getOrDefault(first.by(), "somebody"))
                .add("person", first.person())
                .add("at", first.at().toString());
    }

    private static JsonObjectBuilder written(Outcome outcome, Map<UUID, String> names) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("resolution", outcome.resolution().name())
                .add("at", outcome.at().toString());
        outcome.by().ifPresent(by -> json.add("by", by.toString()).add("byName", names.getOrDefault(by, "somebody")));
        outcome.message().ifPresent(message -> json.add("message", message));
        return json;
    }

    private Map<UUID, String> names(Collection<InboxQuestion> questions) {
        Set<UUID> people = questions.stream()
                .flatMap(each -> Stream.of(
                                Optional.of(each.question().owner()),
                                each.question().endorsement().map(Endorsement::by),
                                each.question().outcome().flatMap(Outcome::by))
                        .flatMap(Optional::stream))
                .collect(Collectors.toSet());
        return accounts.names(people);
    }
}
