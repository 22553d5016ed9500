// In the chat: what the person may do with each question of the shown conversation, and who is being waited for.

import { approvalsApi } from './approvals-api.js';
import { standingOf } from './standing.js';

/** The inbox learns of an event a moment after the chat. */
const LOOKS = [0, 700, 2_500];

const TELLING = new Set(['PermissionRequested', 'PlanProposed', 'PermissionEndorsed', 'PermissionResolved', 'GrantChanged']);

export class SessionStanding {
  #session = null;
  #questions = new Map();
  #names = new Map();
  #approvers = null;
  #timers = [];
  #changed;

  /** @param changed() cards may look different now */
  constructor(changed) {
    this.#changed = changed;
  }

  show(session) {
    this.#session = session;
    this.#questions.clear();
    this.#lookSoon();
  }

  happened(event) {
    if (TELLING.has(event?.type)) this.#lookSoon();
  }

  of(item) {
    const question = this.#questions.get(item.questionId);
    return question ? standingOf(question, this.#approvers) : null;
  }

  nameOf(account) {
    return this.#names.get(account) ?? null;
  }

  #lookSoon() {
    this.#timers.forEach(clearTimeout);
    this.#timers = this.#session ? LOOKS.map((pause) => setTimeout(() => this.#look(), pause)) : [];
  }

  async #look() {
    const session = this.#session;
    try {
      const { questions, approvers } = await approvalsApi.ofOwn(session);
      if (session !== this.#session) return;
      this.#approvers = approvers;
      this.#questions = new Map(questions.map((question) => [question.id, question]));
      for (const { outcome, endorsed } of questions) {
        for (const who of [outcome, endorsed]) if (who?.by) this.#names.set(who.by, who.byName);
      }
      this.#changed();
    } catch {
      // the agent decides anyway; the next event looks again
    }
  }
}
