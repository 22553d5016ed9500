// A conversation as its events tell it: a pure reducer from contract events to the items a page shows. It decides what is a
// duplicate and what is a gap; it knows nothing of the page or the network.

import { ContentReducer } from './conversation-content.js';

const TRANSIENT = new Set(['TextDelta', 'BlockSnapshot', 'SessionState', 'Progress']);

/** What became of an event. After a GAP the stream must be opened again behind `lastSeq`. */
export const Applied = Object.freeze({ YES: 'yes', DUPLICATE: 'duplicate', GAP: 'gap' });

export class Conversation {
  /** Number of the newest durable event applied; null before the first. */
  lastSeq = null;
  firstSeq = null;
  state = { phase: 'PARKED', mode: null, model: null, openQuestions: [], queuedPrompts: [], tasks: [], sessionRules: [] };
  progress = null;
  title = null;
  modelAccess = null;
  #durable = [];
  #content = new ContentReducer();

  /** Top-level items in the order to show them. */
  get items() {
    return this.#content.items;
  }

  /** Accepted prompts that Claude has not taken up. */
  get queued() {
    return this.#content.queued;
  }

  /** Questions, plans and permission requests without an answer. */
  get open() {
    return [...this.#content.questions.values()].filter((question) => question.resolution === null);
  }

  question(id) {
    return this.#content.questions.get(id) ?? null;
  }

  get hasEarlier() {
    return this.firstSeq !== null && this.firstSeq > 1;
  }

  apply(event) {
    if (TRANSIENT.has(event.type)) {
      return this.#transient(event);
    }
    if (this.lastSeq !== null && event.seq <= this.lastSeq) {
      return Applied.DUPLICATE;
    }
    if (this.lastSeq !== null && event.seq > this.lastSeq + 1) {
      return Applied.GAP;
    }
    this.firstSeq ??= event.seq;
    this.lastSeq = event.seq;
    this.#durable.push(event);
    this.#settings(event);
    this.#content.durable(event);
    return Applied.YES;
  }

  /** Puts an earlier page of durable events in front; what is streaming now stays. */
  prepend(events) {
    const earlier = events.filter((event) => event.seq < this.firstSeq);
    if (earlier.length === 0) return;
    this.#durable = [...earlier, ...this.#durable];
    this.firstSeq = earlier[0].seq;
    const rebuilt = new ContentReducer();
    this.#durable.forEach((event) => rebuilt.durable(event));
    rebuilt.adoptOpenBlocks(this.#content);
    this.#content = rebuilt;
  }

  #transient(event) {
    switch (event.type) {
      case 'SessionState': {
        const { phase, mode, model, openQuestions, queuedPrompts, tasks, sessionRules } = event;
        this.state = { phase, mode, model: model ?? null, openQuestions, queuedPrompts, tasks, sessionRules };
        if (phase !== 'WORKING') this.progress = null;
        return Applied.YES;
      }
      case 'Progress':
        this.progress = { text: event.text, toolUseId: event.toolUseId ?? null, elapsedMillis: event.elapsedMillis, at: event.at };
        return Applied.YES;
      default:
        return this.#content.streamed(event) ? Applied.YES : Applied.GAP;
    }
  }

  /** Until the first SessionState arrives, the durable events tell the settings. */
  #settings(event) {
    if (event.type === 'SessionStarted') {
      this.state = { ...this.state, mode: event.mode, model: event.model ?? this.state.model };
    } else if (event.type === 'ModeChanged') {
      this.state = { ...this.state, mode: event.mode };
    } else if (event.type === 'ModelChanged') {
      this.state = { ...this.state, model: event.model };
    } else if (event.type === 'TitleSuggested') {
      this.title = event.title;
    } else if (event.type === 'WorkerStarted') {
      this.modelAccess = event.modelAccess;
    } else if (event.type === 'TurnCompleted') {
      this.progress = null;
    }
  }
}
