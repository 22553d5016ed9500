// The items of a conversation, built from its events one by one. An item is a plain object `{key, kind, first, last, …}`;
// `first` and `last` are the numbers of the events that began and last changed it, so a view can tell what to redraw.

const QUIET = {
  ModeChanged: (event) => ({ mode: event.mode }),
  ModelChanged: (event) => `Model: ${event.model}`,
  SessionRuleAdded: (event) => `Allowed for this session: ${event.rule}`,
  SessionRuleRevoked: (event) => `No longer allowed without asking: ${event.rule}`,
  GrantChanged: () => 'What is allowed here has changed.',
  SessionEnded: () => 'This conversation was ended. It can still be read.',
  InterruptRequested: () => null,
};

const WORKER_END = {
  IDLE: null,
  PARKED_BY_PERSON: null,
  SESSION_ENDED: null,
  RESTARTED: null,
  CRASHED: 'Claude Code ended unexpectedly. Nothing you sent is lost: it is started again with the next prompt.',
  AGENT_STOPPED: 'The agent was stopped. The conversation goes on with the next prompt.',
  VIOLATED_GRANT: 'Claude Code was stopped because it reported a permission mode that is not granted.',
  WAITING_FOR_ANSWER: 'Claude Code was ended while it waits for an answer. It goes on when the answer is there.',
  FROZEN: 'An administrator has stopped everything. Nothing goes on by itself.',
  STOPPED_BY_ADMINISTRATOR: 'An administrator stopped Claude Code. The conversation goes on with the next prompt.',
};

const KNOWN_WITHOUT_ITEM = new Set(['TurnStarted', 'TitleSuggested', 'TranscriptChanged', 'GrantConfirmed']);

export class ContentReducer {
  items = [];
  queued = [];
  questions = new Map();
  #blocks = new Map();
  #tools = new Map();
  #usage = [];
  #lastTurn = null;
  #scripted = false;

  durable(event) {
    const handler = this[`on${event.type}`];
    if (typeof handler === 'function') {
      handler.call(this, event);
    } else if (event.type in QUIET) {
      this.#quiet(event, QUIET[event.type](event));
    } else if (!KNOWN_WITHOUT_ITEM.has(event.type)) {
      const { v, type, seq, at, ...fields } = event;
      this.#add({ key: `raw:${seq}`, kind: 'raw', name: type, json: JSON.stringify(fields, null, 2) }, event);
    }
  }

  /** A delta or snapshot of an open block; false if text between is missing. */
  streamed(event) {
    const block = this.#blocks.get(event.blockId);
    if (event.type === 'BlockSnapshot') {
      if (block?.done) return true;
      const target = block ?? this.#block(event, event.kind === 'THINKING' ? 'thinking' : 'text');
      target.text = event.text;
      return true;
    }
    if (!block) return false;
    if (block.done) return true;
    if (event.offset > block.text.length) return false;
    block.text += event.text.slice(block.text.length - event.offset);
    return true;
  }

  /** Takes over the streamed text of blocks that are open in another reducer of the same conversation. */
  adoptOpenBlocks(other) {
    for (const [id, block] of other.#blocks) {
      if (block.done) continue;
      const mine = this.#blocks.get(id) ?? this.#block({ blockId: id, parent: block.parent, seq: block.first }, block.kind);
      if (!mine.done) mine.text = block.text;
    }
  }

  onSessionStarted(event) {
    if (event.notice) {
      this.#add({ key: `notice:${event.seq}`, kind: 'notice', level: 'WARNING', text: event.notice }, event);
    }
  }

  onSessionFailed(event) {
    this.#add({ key: `failed:${event.seq}`, kind: 'failure', code: event.code, message: event.message }, event);
  }

  onWorkerStarted(event) {
    this.#scripted = event.modelAccess === 'SCRIPTED';
    if (event.resumed) this.#quiet(event, 'Claude Code was started again; the conversation goes on.');
  }

  onWorkerEnded(event) {
    this.#stopTools(event);
    const text = event.reason in WORKER_END ? WORKER_END[event.reason] : `Claude Code ended (${event.reason}).`;
    if (text) {
      const detail = event.detail ?? null;
      this.#add({ key: `line:${event.seq}`, kind: 'line', text, detail, crash: event.reason !== 'AGENT_STOPPED' }, event);
    }
  }

  onPromptAccepted(event) {
    const item = { key: `prompt:${event.promptId}`, kind: 'prompt', promptId: event.promptId, by: event.by };
    Object.assign(item, { text: event.text, images: event.images ?? [], status: 'queued', at: event.at });
    item.first = item.last = event.seq;
    this.queued.push(item);
  }

  onPromptStarted(event) {
    this.#dequeue(event, 'started');
  }

  onPromptCancelled(event) {
    this.#dequeue(event, 'cancelled');
  }

  onBlockStarted(event) {
    if (!this.#blocks.has(event.blockId)) {
      this.#block(event, event.kind === 'THINKING' ? 'thinking' : 'text');
    }
  }

  onTextBlock(event) {
    this.#finishBlock(event, 'text');
  }

  onThinkingBlock(event) {
    this.#finishBlock(event, 'thinking');
  }

  onBlockAborted(event) {
    const block = this.#blocks.get(event.blockId);
    if (block) Object.assign(block, { done: true, aborted: true, last: event.seq });
  }

  onToolStarted(event) {
    const tool = this.#tool(event);
    Object.assign(tool, { tool: event.tool, input: event.input, startedAt: event.at, last: event.seq });
  }

  onToolFinished(event) {
    const tool = this.#tool(event);
    tool.status = event.denied ? 'denied' : event.error ? 'failed' : 'done';
    tool.finishedAt = event.at;
    tool.last = event.seq;
    tool.result = {
      content: event.content,
      truncated: event.truncated,
      images: event.images ?? [],
      details: event.details ?? null,
    };
  }

  onPermissionRequested(event) {
    this.#ask(event, 'permission');
  }

  onQuestionAsked(event) {
    this.#ask(event, 'question');
  }

  onPlanProposed(event) {
    this.#ask(event, 'plan');
  }

  onQuestionLost(event) {
    const question = this.questions.get(event.questionId);
    if (question) Object.assign(question, { lost: true, last: event.seq });
  }

  onPermissionEndorsed(event) {
    const question = this.questions.get(event.questionId);
    if (question) Object.assign(question, { endorsed: { by: event.by, person: event.person }, last: event.seq });
  }

  onPermissionResolved(event) {
    const question = this.questions.get(event.questionId);
    if (!question) return;
    const { resolution, by = null, message = null, answers = {} } = event;
    Object.assign(question, { resolution, by, message, answers, lost: false, last: event.seq });
    const tool = this.#tools.get(question.toolUseId);
    if (tool) Object.assign(tool, { asking: false, last: event.seq });
  }

  onUsageReported(event) {
    if (this.#lastTurn) {
      this.#lastTurn.usage.push(event);
      this.#lastTurn.last = event.seq;
    } else {
      this.#usage.push(event);
    }
  }

  onTurnStarted() {
    this.#lastTurn = null;
    this.#usage = [];
  }

  onTurnCompleted(event) {
    const { outcome, message = null, code = null, denials = 0, durationMillis } = event;
    const turn = { key: `turn:${event.seq}`, kind: 'turn', outcome, message, code, denials, durationMillis, usage: this.#usage };
    turn.scripted = this.#scripted;
    this.#usage = [];
    this.#lastTurn = turn;
    this.#add(turn, event);
    if (outcome !== 'SUCCESS') this.#stopTools(event);
  }

  onNotice(event) {
    this.#add({ key: `notice:${event.seq}`, kind: 'notice', level: event.level, text: event.text }, event);
  }

  onUnrecognized(event) {
    this.#add({ key: `raw:${event.seq}`, kind: 'raw', name: event.frame, json: event.json }, event);
  }

  /** Calls that will never finish: their turn or worker is gone. */
  #stopTools(event) {
    for (const tool of this.#tools.values()) {
      if (tool.status === 'running') Object.assign(tool, { status: 'stopped', asking: false, last: event.seq });
    }
  }

  #quiet(event, told) {
    if (told === null) return;
    const said = typeof told === 'string' ? { text: told } : told;
    this.#add({ key: `line:${event.seq}`, kind: 'line', ...said }, event);
  }

  #ask(event, kind) {
    const { v, type, seq, at, ...fields } = event;
    const item = { key: `q:${event.questionId}`, kind, ...fields, resolution: null, by: null, lost: false, at };
    this.questions.set(event.questionId, item);
    this.#add(item, event);
    const tool = this.#tools.get(event.toolUseId);
    if (tool) Object.assign(tool, { asking: true, replaced: tool.replaced || kind !== 'permission', last: seq });
  }

  #dequeue(event, status) {
    const index = this.queued.findIndex((item) => item.promptId === event.promptId);
    if (index < 0) return;
    const [item] = this.queued.splice(index, 1);
    item.status = status;
    item.last = event.seq;
    this.items.push(item);
  }

  #finishBlock(event, kind) {
    const block = this.#blocks.get(event.blockId) ?? this.#block(event, kind);
    Object.assign(block, { text: event.text, done: true, aborted: false, last: event.seq });
  }

  #block(event, kind) {
    const block = { key: `block:${event.blockId}`, kind, text: '', done: false, aborted: false, parent: event.parent ?? null };
    this.#blocks.set(event.blockId, block);
    this.#add(block, event);
    return block;
  }

  #tool(event) {
    let tool = this.#tools.get(event.toolUseId);
    if (!tool) {
      tool = { key: `tool:${event.toolUseId}`, kind: 'tool', toolUseId: event.toolUseId, tool: null, input: null };
      Object.assign(tool, { status: 'running', startedAt: null, finishedAt: null, result: null, asking: false, replaced: false });
      tool.children = [];
      tool.parent = event.parent ?? null;
      this.#tools.set(event.toolUseId, tool);
      this.#add(tool, event);
    }
    return tool;
  }

  #add(item, event) {
    item.first = item.last = event.seq;
    const parent = item.parent ? this.#tools.get(item.parent) : null;
    (parent ? parent.children : this.items).push(item);
  }
}
