package dev.gatehouse.agent.sessions.entity;

import dev.gatehouse.contract.AgentEvent;
import dev.gatehouse.contract.AgentEvent.*;
import dev.gatehouse.contract.EventEnvelope;
import dev.gatehouse.contract.ModeGrant;
import dev.gatehouse.contract.PermissionMode;
import dev.gatehouse.contract.SessionId;
import dev.gatehouse.contract.SessionSummary.RunningCall;
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

    private final SessionId id;
    private UUID owner;
    private ModeGrant grant;
    private PermissionMode mode;
    private Optional<String> model = Optional.empty();
    private UUID transcript;
    private final Set<UUID> transcripts = new LinkedHashSet<>();
    private boolean transcriptExpected;
    private boolean titled;
    private boolean ended;
    private boolean interrupted;
    private boolean turnOpen;
    private boolean workerOpen;
    private long lastSeq;
    private Instant createdAt = Instant.EPOCH;
    private Instant lastActivityAt = Instant.EPOCH;
    private final PromptMemory prompts = new PromptMemory();
    private final QuestionMemory questions = new QuestionMemory();
    private final Set<String> rules = new LinkedHashSet<>();
    private final Map<String, RunningCall> tools = new LinkedHashMap<>();

    public SessionMemory(SessionId id) {
        this.id = id;
        this.transcript = id.value();
        this.transcripts.add(transcript);
    }

    /** Takes in one more event; must be called for every durable event, in order. */
    public void apply(EventEnvelope envelope) {
        lastSeq = envelope.seq();
        lastActivityAt = envelope.at();
        if (envelope.seq() == 1) {
            createdAt = envelope.at();
        }
        fold((AgentEvent.Durable) envelope.event(), envelope.seq(), envelope.at());
    }

    private void fold(AgentEvent.Durable event, long seq, Instant at) {
        switch (event) {
            case SessionStarted started -> start(started);
            case GrantChanged changed -> changeGrant(changed);
            case PromptAccepted prompt -> prompts.accept(prompt, seq);
            case PromptStarted started -> take(started);
            case PromptCancelled cancelled -> cancel(cancelled, seq);
            case TurnStarted started -> turnOpen = true;
            case TurnCompleted completed -> complete(completed, seq);
            case InterruptRequested requested -> interrupted = true;
            case PermissionRequested asked -> questions.ask(asked.questionId(), asked, at);
            case QuestionAsked asked -> questions.ask(asked.questionId(), asked, at);
            case PlanProposed asked -> questions.ask(asked.questionId(), asked, at);
            case QuestionLost lost -> questions.lose(lost.questionId());
            case PermissionResolved resolution -> questions.resolve(resolution);
            case SessionRuleAdded added -> rules.add(added.rule());
            case SessionRuleRevoked revoked -> rules.remove(revoked.rule());
            case ModeChanged changed -> mode = changed.mode();
            case ModelChanged changed -> model = Optional.of(changed.model());
            case TranscriptChanged changed -> {
                transcript = changed.transcript();
                transcripts.add(transcript);
            }
            case TitleSuggested suggested -> titled = true;
            case SessionEnded end -> ended = true;
            case WorkerStarted started -> workerOpen = true;
            case WorkerEnded end -> workerOpen = false;
            case ToolStarted tool -> tools.put(tool.toolUseId(), new RunningCall(tool.toolUseId(), tool.tool(), at));
            case ToolFinished tool -> tools.remove(tool.toolUseId());
            case GrantConfirmed confirmed -> {}
            case PermissionEndorsed endorsement -> questions.endorse(endorsement);
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

    private void start(SessionStarted started) {
        owner = started.owner();
        grant = started.grant();
        mode = started.mode();
        model = started.model();
    }

    private void changeGrant(GrantChanged changed) {
        grant = changed.grant();
        questions.grantChanged();
    }

    private void take(PromptStarted started) {
        prompts.take(started.promptId());
        transcriptExpected = true;
    }

    private void cancel(PromptCancelled cancelled, long seq) {
        prompts.finish(List.of(cancelled.promptId()), seq);
        interrupted &= turnOpen || !prompts.isEmpty(); // else there is no turn whose end would say it
    }

    private void complete(TurnCompleted completed, long seq) {
        turnOpen = false;
        interrupted = false;
        questions.turnEnded();
        prompts.finish(completed.prompts(), seq);
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

    /** All that the CLI has written for this session, the present one last. */
    public Set<UUID> transcripts() {
        return Set.copyOf(transcripts);
    }

    /** Whether the CLI has ever taken up a prompt, so that there should be something to resume. */
    public boolean transcriptExpected() {
        return transcriptExpected;
    }

    /** What the conversation began with; a title is made from it. */
    public Optional<String> firstPrompt() {
        return prompts.first();
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
        return questions.refusedTools();
    }

    /** Tool calls that were started and never finished. */
    public List<String> openTools() {
        return new ArrayList<>(tools.keySet());
    }

    public Optional<String> toolName(String toolUseId) {
        return Optional.ofNullable(tools.get(toolUseId)).map(RunningCall::tool);
    }

    /** Tool calls that were let run and have not finished. */
    public List<RunningCall> runningCalls() {
        return tools.values().stream()
                .filter(call -> !questions.isInQuestion(call.toolUseId()))
                .toList();
    }

    /** Whether a question about this call is open with a live worker. */
    public boolean isInQuestion(String toolUseId) {
        return questions.isInQuestion(toolUseId);
    }

    /** How the question about this call ended, if there was one. */
    public Optional<PermissionResolved> resolutionOfTool(String toolUseId) {
        return questions.resolutionOfTool(toolUseId);
    }

    /** The answer given to an identical question that a dead worker had asked, if there is one still unused. */
    public Optional<PermissionResolved> answeredMeanwhile(AgentEvent.Durable question) {
        return questions.answeredMeanwhile(question);
    }

    public boolean turnOpen() {
        return turnOpen;
    }

    /** Whether there is a turn or a prompt that is not answered. */
    public boolean isAsked() {
        return turnOpen() || !pending().isEmpty();
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
        return prompts.pending();
    }

    public boolean isPending(UUID prompt) {
        return prompts.pending(prompt).isPresent();
    }

    /** Whether it is accepted and no worker has taken it up. */
    public boolean isWaiting(UUID prompt) {
        return prompts.pending(prompt).filter(each -> !each.taken()).isPresent();
    }

    /** @return the number of the event that accepted or finished this prompt, if it is known. */
    public Optional<Long> seqOf(UUID prompt) {
        return prompts.seqOf(prompt);
    }

    public List<OpenQuestion> questions() {
        return questions.open();
    }

    public Optional<OpenQuestion> question(String questionId) {
        return questions.open(questionId);
    }

    public Optional<PermissionResolved> resolution(String questionId) {
        return questions.resolution(questionId);
    }

    /** What the person allowed for this session. */
    public List<String> rules() {
        return new ArrayList<>(rules);
    }
}
