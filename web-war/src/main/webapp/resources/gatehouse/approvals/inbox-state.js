// The inbox as the boundary tells it, sorted into what the page shows. Pure but for the clock it is given.

import { duration, plural } from '../chat/format.js';

/** Below this the time left is shown as urgent. */
const URGENT = 2 * 60_000;

export class InboxState {
  /** Those whose answer is this viewer's. */
  mine = [];
  /** Those that wait for somebody else. */
  others = [];
  ended = [];
  #known = null;
  #skew = 0;

  /**
   * @param told {now, open, ended}
   * @param clock the browser's, in milliseconds; only differences to the server's are shown
   * @returns those of `mine` that were not there before; none at the first time
   */
  take(told, clock) {
    this.#skew = Date.parse(told.now) - clock;
    this.mine = told.open.filter(({ right }) => right === 'ANSWERS');
    this.others = told.open.filter(({ right }) => right !== 'ANSWERS');
    this.ended = told.ended;
    const before = this.#known;
    this.#known = new Set(this.mine.map(({ id }) => id));
    return before === null ? [] : this.mine.filter(({ id }) => !before.has(id));
  }

  age(question, clock) {
    return ago(clock + this.#skew - Date.parse(question.askedAt));
  }

  /** `{text, urgent}`, or null if it may wait for ever. */
  left(question, clock) {
    if (!question.deadline) return null;
    const millis = Date.parse(question.deadline) - (clock + this.#skew);
    if (millis <= 0) return { text: 'being denied now', urgent: true };
    return { text: `${coarse(millis)} left`, urgent: millis < URGENT };
  }
}

/** "12 s ago", "3 min ago". */
export function ago(millis) {
  return `${coarse(Math.max(0, millis))} ago`;
}

/** "41 s", "4 min 10 s": whole seconds. */
export function coarse(millis) {
  return duration(Math.floor(Math.max(0, millis) / 1000) * 1000).replace(/\.0 s$/u, ' s');
}

export function titleOf(waiting) {
  return `${waiting ? `(${waiting}) ` : ''}Approvals · Gatehouse`;
}

/** What a notification says of questions that just came. */
export function announcementOf(questions) {
  if (questions.length === 1) {
    const [{ requester, own, title }] = questions;
    return own ? `Claude asks you in “${title}”.` : `${requester}'s Claude asks: “${title}”.`;
  }
  return `${plural(questions.length, 'new question waits', 'new questions wait')} for you.`;
}
