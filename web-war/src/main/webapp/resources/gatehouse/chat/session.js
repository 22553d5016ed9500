// One open conversation: loads the end of its history, follows its stream, tells the page what changed.

import { api } from './api.js';
import { Applied, Conversation } from './conversation.js';
import { Stream } from './stream.js';

export const PAGE = 200;

/** @param on {changed(event), connection(state), failed(problem)} */
export class Session {
  conversation = new Conversation();
  loading = true;
  #stream = null;
  #closed = false;
  #resting = false;
  #earlier = null;

  constructor(id, on) {
    this.id = id;
    this.on = on;
  }

  async start() {
    this.#stream = new Stream({
      open: (after, signal) => this.#open(after, signal),
      lastSeq: () => this.conversation.lastSeq ?? 0,
      onEvent: (event) => this.#arrived(event, true),
      onState: (state) => this.#closed || this.on.connection(state),
    });
    if (this.#resting) this.#stream.rest();
    await this.#stream.run();
  }

  /** The first connection is preceded by the history, so a long conversation is not streamed whole. */
  async #open(after, signal) {
    if (this.loading) {
      const events = await api.history(this.id, null, PAGE);
      events.forEach((event) => this.conversation.apply(event));
      this.loading = false;
      if (!this.#closed) this.on.changed(null);
      return api.events(this.id, this.conversation.lastSeq ?? 0, signal);
    }
    return api.events(this.id, after, signal);
  }

  #arrived(event, live) {
    if (this.#closed) return false;
    const applied = this.conversation.apply(event);
    if (applied === Applied.YES) this.on.changed(live ? event : null);
    return applied !== Applied.GAP;
  }

  /** Loads the page before; resolves to whether there was one. Call `commit` puts it in place. */
  async loadEarlier(commit) {
    this.#earlier ??= (async () => {
      const events = await api.history(this.id, this.conversation.firstSeq, PAGE);
      if (!this.#closed && events.length) commit(() => this.conversation.prepend(events));
      return events.length > 0;
    })().finally(() => (this.#earlier = null));
    return this.#earlier;
  }

  /** Whether what it knows may be old: nobody looks at the page, so it follows no stream. */
  get resting() {
    return this.#resting;
  }

  rest() {
    this.#resting = true;
    this.#stream?.rest();
  }

  resume() {
    this.#resting = false;
    this.#stream?.resume();
  }

  retryNow() {
    this.#stream?.retryNow();
  }

  close() {
    this.#closed = true;
    this.#stream?.close();
  }
}
