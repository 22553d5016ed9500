// A browser opens six connections to one server (HTTP/1.1), for all its tabs together: a tab that nobody looks at must not
// keep one, or the seventh tab and everybody's prompts wait for ever. It looks at the list now and then instead, so that
// its title still tells of a question.

/** Long enough for a glance at another tab. */
export const HIDDEN_FOR = 10_000;
export const LOOK_EVERY = 20_000;

export class Rest {
  resting = false;
  #page;
  #on;
  #timer = null;

  /** @param page the document @param on {rest(), look(), resume()} */
  constructor(page, on) {
    this.#page = page;
    this.#on = on;
    page.addEventListener('visibilitychange', () => this.#changed());
    if (page.visibilityState !== 'visible') this.#changed();
  }

  #changed() {
    clearTimeout(this.#timer);
    if (this.#page.visibilityState !== 'visible') {
      this.#timer = setTimeout(() => this.#rest(), HIDDEN_FOR);
      return;
    }
    this.resting = false;
    this.#on.resume();
  }

  #rest() {
    if (!this.resting) {
      this.resting = true;
      this.#on.rest();
    } else {
      this.#on.look();
    }
    this.#timer = setTimeout(() => this.#rest(), LOOK_EVERY);
  }
}
