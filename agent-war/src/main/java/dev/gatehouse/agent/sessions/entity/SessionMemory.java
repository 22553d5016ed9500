package dev.gatehouse.agent.sessions.entity;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.*;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What is known of a session from its durable events alone. The same fold runs at recovery and live, so that a crash
 * can change nothing. Not thread safe: guarded by the session's lock.
 */
public final class SessionMemory {

    /** Finished prompts and answered questions kept, to recognise a repeated send and a late answer. */
    private static final int MAX_REMEMBERED = 10_000;

    private static final Set<Resolution> REFUSALS =
            Set.of(Resolution.DENIED, Resolution.REJECTED, Resolution.TIMED_OUT);

    private final SessionId id;
    private UUID owner;
    private ModeGrant grant;
    private PermissionMode mode;
    private Optional<String> model = Optional.empty();
    private UUID transcript;
    private boolean transcriptExpected;
    private boolean titled;
    private Optional<String> firstPrompt = Optional.empty();
    private boolean ended;
    private boolean interrupted;
    private boolean turnOpen;
    private boolean workerOpen;
    private long lastSeq;
    private Instant createdAt = Instant.EPOCH;
    private Instant lastActivityAt = Instant.EPOCH;
    private final Map<UUID, PendingPrompt> pending = new LinkedHashMap<>();
    private final Map<UUID, Long> finished = newestOnly();
    private final Map<String, OpenQuestion> questions = new LinkedHashMap<>();
    private final Map<String, PermissionResolved> resolved = newestOnly();
    private final Set<String> rules = new LinkedHashSet<>();
    private final Set<String> tools = new LinkedHashSet<>();
    private final Set<String> refusedTools = new LinkedHashSet<>();
    private final List<AnsweredMeanwhile> meanwhile = new ArrayList<>();

    public SessionMemory(SessionId id) {
        this.id = id;
        this.transcript = id.value();
    }

    /** Takes in one more event; must be called for every durable event, in order. */
    public void apply(EventEnvelope envelope) {
        lastSeq = envelope.seq();
        lastActivityAt = envelope.at();
        if (envelope.seq() == 1) {
            createdAt = envelope.at();
        }
        switch ((AgentEvent.Durable) envelope.event()) {
            case SessionStarted started -> {
                owner = started.owner();
                grant = started.grant();
                mode = started.mode();
                model = started.model();
            }
            case GrantChanged changed -> grant = changed.grant();
            case PromptAccepted prompt -> {
                pending.put(prompt.promptId(), new PendingPrompt(prompt, envelope.seq(), false));
                firstPrompt = firstPrompt.or(() -> Optional.of(prompt.text()));
            }
            case PromptStarted started -> {
                pending.computeIfPresent(started.promptId(), (key, each) -> each.asTaken());
                transcriptExpected = true;
            }
            case PromptCancelled cancelled -> {
                finish(List.of(cancelled.promptId()), envelope.seq());
                interrupted &= turnOpen || !pending.isEmpty(); // else there is no turn whose end would say it
            }
            case TurnStarted started -> turnOpen = true;
            case TurnCompleted completed -> {
                turnOpen = false;
                refusedTools.clear();
                meanwhile.clear(); // an answer for one turn must not count in a later one
                interrupted = false;
                finish(completed.prompts(), envelope.seq());
            }
            case InterruptRequested requested -> interrupted = true;
            case PermissionRequested asked -> open(asked.questionId(), asked, envelope.at());
            case QuestionAsked asked -> open(asked.questionId(), asked, envelope.at());
            case PlanProposed asked -> open(asked.questionId(), asked, envelope.at());
            case QuestionLost lost -> questions.computeIfPresent(lost.questionId(), (key, each) -> each.lose());
            case PermissionResolved resolution -> resolve(resolution);
            case SessionRuleAdded added -> rules.add(added.rule());
            case SessionRuleRevoked revoked -> rules.remove(revoked.rule());
            case ModeChanged changed -> mode = changed.mode();
            case ModelChanged changed -> model = Optional.of(changed.model());
            case TranscriptChanged changed -> transcript = changed.transcript();
            case TitleSuggested suggested -> titled = true;
            case SessionEnded end -> ended = true;
            case WorkerStarted started -> workerOpen = true;
            case WorkerEnded end -> workerOpen = false;
            case ToolStarted tool -> tools.add(tool.toolUseId());
            case ToolFinished tool -> tools.remove(tool.toolUseId());
            case AgentEvent.GrantConfirmed confirmed -> {}
            case AgentEvent.PermissionEndorsed endorsed -> {}
            case SessionFailed failed -> {}
            case UsageReported usage -> {}
            case BlockStarted block -> {}
            case TextBlock block -> {}
            case ThinkingBlock block -> {}
            case BlockAborted block -> {}
            case Notice notice -> {}
            case Unrecognized frame -> {}
        }
    }

    private static <K, V> Map<K, V> newestOnly() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MAX_REMEMBERED;
            }
        };
    }

    private void open(String questionId, AgentEvent.Durable question, Instant at) {
        OpenQuestion asked = new OpenQuestion(questionId, question, at, false);
        questions.put(questionId, asked);
        // an answer given while the question was lost counts once: for the next identical question
        meanwhile.removeIf(each -> each.question().asksTheSameAs(asked));
    }

    private void resolve(PermissionResolved resolution) {
        OpenQuestion question = questions.remove(resolution.questionId());
        resolved.put(resolution.questionId(), resolution);
        if (question != null && REFUSALS.contains(resolution.resolution())) {
            refusedTools.add(question.toolUseId());
        }
        if (question != null && question.lost() && resolution.by().isPresent()) {
            meanwhile.add(new AnsweredMeanwhile(question, resolution));
        }
    }

    private void finish(List<UUID> prompts, long seq) {
        prompts.forEach(prompt -> {
            pending.remove(prompt);
            finished.put(prompt, seq);
        });
    }

    public SessionId id() {
        return id;
    }

    public UUID owner() {
        return owner;
    }

    public ModeGrant grant() {
        return grant;
    }

    /** The mode last reported by the CLI, or wanted of the next worker. */
    public PermissionMode mode() {
        return mode;
    }

    public Optional<String> model() {
        return model;
    }

    /** The CLI's session id to resume. */
    public UUID transcript() {
        return transcript;
    }

    /** Whether the CLI has ever taken up a prompt, so that there should be something to resume. */
    public boolean transcriptExpected() {
        return transcriptExpected;
    }

    /** What the conversation began with; a title is made from it. */
    public Optional<String> firstPrompt() {
        return firstPrompt;
    }

    public boolean titled() {
        return titled;
    }

    public boolean ended() {
        return ended;
    }

    /** Whether the person pressed Stop and the turn has not ended since. */
    public boolean interrupted() {
        return interrupted;
    }

    /** Whether a worker was started and its end is not recorded: true at recovery if the agent was killed. */
    public boolean workerOpen() {
        return workerOpen;
    }

    /** Tool calls of this turn that a person, or nobody in time, refused. */
    public Set<String> refusedTools() {
        return Set.copyOf(refusedTools);
    }

    /** Tool calls that were started and never finished. */
    public List<String> openTools() {
        return new ArrayList<>(tools);
    }

    /** The answer given to an identical question that a dead worker had asked, if there is one still unused. */
    public Optional<PermissionResolved> answeredMeanwhile(AgentEvent.Durable question) {
        OpenQuestion asked = new OpenQuestion("", question, Instant.EPOCH, false);
        return meanwhile.stream()
                .filter(each -> each.question().asksTheSameAs(asked))
                .map(AnsweredMeanwhile::resolution)
                .findFirst();
    }

    public boolean turnOpen() {
        return turnOpen;
    }

    public long lastSeq() {
        return lastSeq;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant lastActivityAt() {
        return lastActivityAt;
    }

    /** Accepted and not yet answered, in the order they were accepted. */
    public List<PendingPrompt> pending() {
        return new ArrayList<>(pending.values());
    }

    public boolean isPending(UUID prompt) {
        return pending.containsKey(prompt);
    }

    /** Whether it is accepted and no worker has taken it up. */
    public boolean isWaiting(UUID prompt) {
        return pending.containsKey(prompt) && !pending.get(prompt).taken();
    }

    /** @return the number of the event that accepted or finished this prompt, if it is known. */
    public Optional<Long> seqOf(UUID prompt) {
        PendingPrompt waiting = pending.get(prompt);
        return waiting != null ? Optional.of(waiting.seq()) : Optional.ofNullable(finished.get(prompt));
    }

    public List<OpenQuestion> questions() {
        return new ArrayList<>(questions.values());
    }

    public Optional<OpenQuestion> question(String questionId) {
        return Optional.ofNullable(questions.get(questionId));
    }

    public Optional<PermissionResolved> resolution(String questionId) {
        return Optional.ofNullable(resolved.get(questionId));
    }

    /** What the person allowed for this session. */
    public List<String> rules() {
        return new ArrayList<>(rules);
    }

    /** @param taken whether the CLI has taken it up */
    public record PendingPrompt(PromptAccepted prompt, long seq, boolean taken) {

        PendingPrompt asTaken() {
            return new PendingPrompt(prompt, seq, true);
        }

        public UUID id() {
            return prompt.promptId();
        }
    }

    /**
     * @param question {@link PermissionRequested}, {@link QuestionAsked} or {@link PlanProposed}
     * @param lost whether the worker that asked is gone
     */
    public record OpenQuestion(String id, AgentEvent.Durable question, Instant askedAt, boolean lost) {

        OpenQuestion lose() {
            return new OpenQuestion(id, question, askedAt, true);
        }

        public String toolUseId() {
            return switch (question) {
                case PermissionRequested asked -> asked.toolUseId();
                case QuestionAsked asked -> asked.toolUseId();
                case PlanProposed asked -> asked.toolUseId();
                default -> throw new IllegalArgumentException("not a question: " + question);
            };
        }

        /** Whether both are the same tool with the same input, or the same questions, or the same plan. */
        public boolean asksTheSameAs(OpenQuestion other) {
            return subject(question).equals(subject(other.question));
        }

        private static List<?> subject(AgentEvent.Durable question) {
            return switch (question) {
                case PermissionRequested asked -> List.of(asked.tool(), asked.input());
                case QuestionAsked asked -> asked.questions();
                case PlanProposed asked -> List.of(asked.plan());
                default -> throw new IllegalArgumentException("not a question: " + question);
            };
        }
    }

    private record AnsweredMeanwhile(OpenQuestion question, PermissionResolved resolution) {}
}
