// Keeps one session's event stream open: reconnects with growing pauses, notices a silent line, resumes by number.

import { Problem } from './api.js';
import { SseParser } from './sse.js';

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;
/** The server sends at least a comment every 15 s; after this silence the line is taken for dead. */
const SILENCE = 45_000;
/** A connection that lived this long starts again without a pause. */
const HEALTHY = 5_000;

/**
 * @param open(after, signal) resolves to a Response, or rejects with a Problem
 * @param lastSeq() number to resume behind
 * @param onEvent(event) returns false on a gap: the stream is opened again
 * @param onState({name: 'connecting'|'connected'|'waiting'|'agent'|'signed-out'|'gone', seconds, detail})
 */
export class Stream {
  #options;
  #abort = null;
  #wake = null;
  #closed = false;
  #resting = false;
  #pause = FIRST_PAUSE;

  constructor(options) {
    this.#options = options;
  }

  async run() {
    while (!this.#closed) {
      if (this.#resting) {
        await this.#untilWoken();
        continue;
      }
      const started = Date.now();
      const failure = await this.#once();
      if (this.#closed) return;
      if (this.#resting) continue;
      if (this.#isGone(failure)) return;
      if (Date.now() - started > HEALTHY) this.#pause = FIRST_PAUSE;
      if (failure) await this.#wait(failure);
    }
  }

  close() {
    this.#closed = true;
    this.#abort?.abort();
    this.#wake?.();
  }

  /** Gives the connection up until `resume`; what happens meanwhile comes then, by number. */
  rest() {
    this.#resting = true;
    this.#abort?.abort();
    this.#wake?.();
  }

  resume() {
    this.#resting = false;
    this.retryNow();
  }

  /** Tries at once: the network came back, or the page is looked at again. */
  retryNow() {
    this.#pause = FIRST_PAUSE;
    this.#wake?.();
  }

  /** One connection; resolves to the Problem that ended it, or null if it simply ended (streams end at 10 minutes). */
  async #once() {
    const { open, lastSeq, onState } = this.#options;
    this.#abort = new AbortController();
    const watchdog = new Watchdog(() => this.#abort.abort());
    onState({ name: 'connecting' });
    try {
      const response = await open(lastSeq(), this.#abort.signal);
      onState({ name: 'connected' });
      watchdog.alive();
      return await this.#read(response, watchdog);
    } catch (failure) {
      return failure instanceof Problem ? failure : new Problem(0, 'OFFLINE', 'The connection was lost.');
    } finally {
      watchdog.stop();
      this.#abort.abort();
    }
  }

  async #read(response, watchdog) {
    let intact = true;
    const parser = new SseParser(({ data }) => {
      if (intact) intact = this.#options.onEvent(JSON.parse(data)) !== false;
    });
    const decoder = new TextDecoder();
    const reader = response.body.getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return null;
      watchdog.alive();
      parser.push(decoder.decode(value, { stream: true }));
      if (!intact) return new Problem(0, 'GAP', 'Catching up.');
    }
  }

  #isGone(failure) {
    if (failure && [403, 404, 410].includes(failure.status)) {
      this.#options.onState({ name: 'gone', detail: failure.message });
      return true;
    }
    return false;
  }

  #untilWoken() {
    return new Promise((resolve) => (this.#wake = resolve)).finally(() => (this.#wake = null));
  }

  async #wait(failure) {
    if (failure.signedOut) {
      this.#options.onState({ name: 'signed-out' });
      await this.#untilWoken();
      return;
    }
    const name = failure.code === 'AGENT_UNREACHABLE' ? 'agent' : 'waiting';
    const until = Date.now() + this.#pause * (0.8 + Math.random() * 0.4);
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
    let woken = false;
    while (!this.#closed && !this.#resting && !woken && Date.now() < until) {
      this.#options.onState({ name, seconds: Math.ceil((until - Date.now()) / 1000), detail: failure.message });
      woken = await new Promise((resolve) => {
        const timer = setTimeout(() => resolve(false), Math.min(1000, until - Date.now()));
        this.#wake = () => {
          clearTimeout(timer);
          resolve(true);
        };
      });
    }
    this.#wake = null;
  }
}

class Watchdog {
  #timer = null;
  #bark;

  constructor(bark) {
    this.#bark = bark;
  }

  alive() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#bark, SILENCE);
  }

  stop() {
    clearTimeout(this.#timer);
  }
}
