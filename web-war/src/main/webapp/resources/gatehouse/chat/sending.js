// From the composer to the server: drafts, the conversation that is made with its first prompt, the worker's head start,
// prompts that wait, prompts that come back.

import { api } from './api.js';
import { Drafts, Outbox } from './outbox.js';
import { PictureStore } from './picture-store.js';
import { uuid } from './ids.js';

/**
 * @param composer where texts come from and go back to
 * @param on {changed(), born(conversation), returned(conversation, problem)}: the waiting prompts changed; a
 *   conversation was made; a prompt of a conversation that is not shown went back to its draft
 */
export class Sending {
  /** Choices for a conversation that does not exist yet. */
  wished = { mode: null, model: null };
  #composer;
  #on;
  #drafts;
  #outbox;
  #shown = null;
  #freshId = uuid();
  #creating = new Map();
  #made = new Set();
  #warmed = false;
  #pictures;

  constructor(account, composer, on) {
    this.#composer = composer;
    this.#on = on;
    this.#drafts = new Drafts(localStorage, account);
    this.#pictures = new PictureStore(account);
    this.#outbox = new Outbox({
      account,
      pictures: this.#pictures,
      deliver: (id, prompt) => this.#deliver(id, prompt),
      onChange: () => on.changed(),
      onRefused: (id, prompt, message) => this.#refused(id, prompt, message),
    });
  }

  /** Takes up what an earlier visit could not send. */
  async resume() {
    await this.#outbox.resume();
    // Prompts for a conversation that could not be made yet are shown where a new one begins.
    this.#freshId = this.#outbox.unmade ?? this.#freshId;
    this.#on.changed();
  }

  retryAll() {
    this.#outbox.retryAll();
  }

  /** The composer now belongs to this conversation; null: to one that does not exist yet. */
  show(id) {
    this.#shown = id;
    this.#warmed = false;
    this.#composer.complain(null);
    this.#composer.set(this.#drafts.get(id), []);
    this.#bringPictures(id);
  }

  async #bringPictures(id) {
    const images = await this.#pictures.get(draftKey(id));
    if (images.length && this.#shown === id && this.#composer.images.length === 0) {
      this.#composer.set(this.#composer.text, images);
    }
  }

  /** Prompts of the shown conversation that the server has not accepted. */
  get waiting() {
    return this.#outbox.waitingIn(this.#shown ?? this.#freshId);
  }

  accepted(promptId) {
    this.#outbox.accepted(promptId);
  }

  send(text, images) {
    const fresh = this.#shown === null;
    this.#outbox.add(this.#shown ?? this.#freshId, text, images, fresh ? this.#settings() : null);
  }

  typing(text) {
    this.#drafts.set(this.#shown, text);
    if (text.trim()) this.warm();
  }

  pictured(images) {
    this.#pictures.set(draftKey(this.#shown), images);
  }

  /** Starts the worker while the person still types. It is only a head start: the prompt itself says what is wrong. */
  async warm() {
    const fresh = this.#shown === null;
    if (this.#warmed || this.#composer.working || (fresh && !this.#composer.text.trim())) return;
    this.#warmed = true;
    try {
      const id = this.#shown ?? this.#freshId;
      if (fresh) await this.#create(id, this.#settings());
      await api.command(id, 'Warm');
    } catch {
      this.#warmed = false;
    }
  }

  takeBack(promptId) {
    const prompt = this.#outbox.takeBack(promptId);
    if (prompt) this.#composer.giveBack(prompt.text, prompt.images, null);
  }

  #settings() {
    const { mode, model } = this.wished;
    return { ...(mode ? { mode } : {}), ...(model ? { model } : {}) };
  }

  async #deliver(id, { promptId, text, images, settings }) {
    if (settings) await this.#create(id, settings);
    await api.command(id, 'Prompt', { promptId, text, images });
  }

  /** Under an id made here, so that asking again after a lost answer makes no second one. */
  async #create(id, settings) {
    if (this.#made.has(id)) return;
    if (!this.#creating.has(id)) {
      this.#creating.set(id, api.create({ id, ...settings }).finally(() => this.#creating.delete(id)));
    }
    const created = await this.#creating.get(id);
    if (!this.#made.has(id)) {
      this.#made.add(id);
      this.#born(id, created);
    }
  }

  #born(id, created) {
    if (id === this.#freshId) {
      this.#freshId = uuid();
      this.wished = { mode: null, model: null };
      if (this.#shown === null) {
        this.#drafts.set(id, this.#drafts.get(null));
        this.#drafts.set(null, '');
        this.#pictures.set(draftKey(id), this.#composer.images);
        this.#pictures.set(draftKey(null), []);
        this.#shown = id;
      }
    }
    this.#on.born(created, this.#shown === id);
  }

  #refused(id, prompt, message) {
    if (id === (this.#shown ?? this.#freshId)) {
      this.#composer.giveBack(prompt.text, prompt.images, `Not sent: ${message}`);
      return;
    }
    // A conversation that was never made has no draft of its own.
    const home = prompt.settings && !this.#made.has(id) ? null : id;
    this.#drafts.set(home, `${prompt.text}\n${this.#drafts.get(home)}`.trim());
    if (prompt.images.length) this.#pictures.set(draftKey(home), prompt.images);
    this.#on.returned(home, message);
  }
}

function draftKey(id) {
  return `draft.${id ?? 'new'}`;
}
