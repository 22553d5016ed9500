// The person's conversations as far as the page knows them: the newest page, kept fresh, and older ones asked for.

import { api, LIST_PAGE } from './api.js';

export class Conversations {
  /** Newest first. */
  entries = [];
  /** Whether there may be older ones. */
  more = false;
  #extended = false;

  async refresh() {
    const newest = await api.conversations();
    if (!this.#extended) this.more = newest.length >= LIST_PAGE;
    const known = new Set(newest.map(({ id }) => id));
    // What is older than this page was loaded before, or has been pushed out of it by newer ones.
    const end = newest.at(-1)?.updatedAt ?? '';
    const older = this.#extended ? this.entries.filter(({ id, updatedAt }) => !known.has(id) && Date.parse(updatedAt) <= Date.parse(end)) : [];
    this.entries = [...newest, ...older];
  }

  async loadOlder() {
    const page = await api.conversations(this.entries.at(-1).updatedAt);
    const known = new Set(this.entries.map(({ id }) => id));
    const older = page.filter(({ id }) => !known.has(id));
    this.more = page.length >= LIST_PAGE && older.length > 0;
    this.#extended = true;
    this.entries = [...this.entries, ...older];
  }

  add(conversation) {
    this.remove(conversation.id);
    this.entries = [conversation, ...this.entries];
  }

  remove(id) {
    this.entries = this.entries.filter((each) => each.id !== id);
  }
}
