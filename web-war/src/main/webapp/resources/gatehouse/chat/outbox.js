// What was typed is never lost. A draft is kept per conversation; a sent prompt is kept, and sent again under the same id,
// until the server has accepted it. Texts survive a closed page; pictures do if the browser could keep them.

import { uuid } from './ids.js';

const DRAFT = 'gatehouse.draft.';
const OUTBOX = 'gatehouse.outbox.';
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 20_000;

/** Storage that may be missing or full: then the page still works, it only forgets. */
export function safely(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

export class Drafts {
  constructor(storage = globalThis.localStorage, account = '') {
    this.storage = storage;
    this.prefix = `${DRAFT}${account}.`;
  }

  get(conversation) {
    return safely(() => this.storage.getItem(this.prefix + (conversation ?? 'new'))) ?? '';
  }

  set(conversation, text) {
    const key = this.prefix + (conversation ?? 'new');
    safely(() => (text ? this.storage.setItem(key, text) : this.storage.removeItem(key)));
  }
}

/**
 * Prompts of one conversation are delivered in their order, one at a time.
 *
 * @param deliver(conversation, prompt) resolves when accepted, rejects with a Problem
 * @param onChange() something about the waiting prompts changed
 * @param onRefused(conversation, prompt, message) refused for good: its text goes back to the person
 */
export class Outbox {
  #waiting = [];
  #running = new Set();
  #timers = new Map();

  constructor({ deliver, onChange, onRefused, pictures, storage = globalThis.localStorage, account = '' }) {
    Object.assign(this, { deliver, onChange, onRefused, pictures, storage, prefix: `${OUTBOX}${account}.` });
  }

  /** Takes up what an earlier visit left. */
  async resume() {
    for (const prompt of this.#stored()) {
      if (prompt.imageCount) prompt.images = await this.pictures.get(pictureKey(prompt.promptId));
      if (this.#waiting.some((each) => each.promptId === prompt.promptId)) continue;
      if (prompt.images.length < (prompt.imageCount ?? 0)) {
        this.#forget(prompt.promptId);
        this.onRefused(prompt.conversation, prompt, 'It was not sent before the page was closed, and its pictures could not be kept.');
      } else {
        this.#waiting.push(prompt);
      }
    }
    this.retryAll();
  }

  /** A conversation that a waiting prompt must make first; null if there is none. */
  get unmade() {
    return this.#waiting.find((prompt) => prompt.settings)?.conversation ?? null;
  }

  waitingIn(conversation) {
    return this.#waiting.filter((prompt) => prompt.conversation === conversation);
  }

  /** @param settings with which to make the conversation first; null if it exists */
  add(conversation, text, images, settings = null) {
    const prompt = { promptId: uuid(), conversation, text, images, settings, tries: 0, problem: null, at: Date.now() };
    this.#waiting.push(prompt);
    const kept = { promptId: prompt.promptId, conversation, text, settings, at: prompt.at, imageCount: images.length };
    safely(() => this.storage.setItem(this.prefix + prompt.promptId, JSON.stringify(kept)));
    if (images.length) this.pictures.set(pictureKey(prompt.promptId), images);
    this.onChange();
    this.#next(conversation);
    return prompt;
  }

  /** The event stream shows that it was accepted. */
  accepted(promptId) {
    this.#drop(promptId);
  }

  /** The person takes it back; returns it. It may have been accepted already: the stream will show. */
  takeBack(promptId) {
    const prompt = this.#waiting.find((each) => each.promptId === promptId);
    this.#drop(promptId);
    return prompt;
  }

  retryAll() {
    new Set(this.#waiting.map((prompt) => prompt.conversation)).forEach((conversation) => this.#next(conversation));
  }

  #next(conversation) {
    const [head] = this.waitingIn(conversation);
    if (head) {
      clearTimeout(this.#timers.get(head.promptId));
      this.#try(head);
    }
  }

  async #try(prompt) {
    if (this.#running.has(prompt.promptId)) return;
    this.#running.add(prompt.promptId);
    prompt.problem = null;
    this.onChange();
    try {
      await this.deliver(prompt.conversation, prompt);
      this.#running.delete(prompt.promptId);
      this.#drop(prompt.promptId);
    } catch (problem) {
      this.#running.delete(prompt.promptId);
      this.#failed(prompt, problem);
    }
  }

  #failed(prompt, problem) {
    if (!this.#waiting.includes(prompt)) return;
    if (!problem.temporary && !problem.signedOut) {
      this.#drop(prompt.promptId);
      this.onRefused(prompt.conversation, prompt, problem.message);
      return;
    }
    prompt.tries += 1;
    prompt.problem = problem.message;
    this.onChange();
    if (!problem.signedOut) {
      const pause = Math.min(FIRST_PAUSE * 2 ** (prompt.tries - 1), LONGEST_PAUSE);
      this.#timers.set(prompt.promptId, setTimeout(() => this.#next(prompt.conversation), pause));
    }
  }

  #drop(promptId) {
    this.#forget(promptId);
    const prompt = this.#waiting.find((each) => each.promptId === promptId);
    if (!prompt) return;
    this.#waiting = this.#waiting.filter((each) => each !== prompt);
    this.onChange();
    this.#next(prompt.conversation);
  }

  #forget(promptId) {
    clearTimeout(this.#timers.get(promptId));
    this.#timers.delete(promptId);
    safely(() => this.storage.removeItem(this.prefix + promptId));
    this.pictures.set(pictureKey(promptId), []);
  }

  #stored() {
    const keys = safely(() => Object.keys(this.storage).filter((key) => key.startsWith(this.prefix))) ?? [];
    return keys
      .map((key) => safely(() => JSON.parse(this.storage.getItem(key))))
      .filter((prompt) => prompt?.promptId)
      .map((prompt) => ({ ...prompt, images: [], tries: 0, problem: null }))
      .sort((one, other) => one.at - other.at);
  }
}

function pictureKey(promptId) {
  return `outbox.${promptId}`;
}
