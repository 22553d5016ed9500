// What can be done with a conversation from the list: rename it, delete it, bring it back.

import { api } from './api.js';

const UNDO_SECONDS = 30;

/** @param page {refresh(), open(id), forget(id), loadOlder()} */
export class ListActions {
  #toasts;
  #page;

  constructor(toasts, page) {
    this.#toasts = toasts;
    this.#page = page;
  }

  async rename(id, title) {
    await this.#attempt('Not renamed', async () => {
      await api.rename(id, title);
      await this.#page.refresh();
    });
  }

  async remove({ id, title }) {
    await this.#attempt('Not deleted', async () => {
      await api.remove(id);
      this.#page.forget(id);
      const undo = { label: 'Undo', run: () => this.#restore(id) };
      this.#toasts.show(`Deleted “${title || 'New conversation'}”`, { seconds: UNDO_SECONDS, action: undo });
    });
  }

  async older() {
    await this.#attempt('Older conversations could not be loaded', () => this.#page.loadOlder());
  }

  async #restore(id) {
    await this.#attempt('Could not bring it back', async () => {
      await api.restore(id);
      await this.#page.refresh();
      this.#page.open(id);
    });
  }

  async #attempt(failed, action) {
    try {
      await action();
    } catch (problem) {
      this.#toasts.show(`${failed}: ${problem.message}`, { tone: 'is-problem' });
    }
  }
}
