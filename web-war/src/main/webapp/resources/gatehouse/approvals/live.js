// Asks again and again, at once when the page is looked at, with growing pauses while nobody answers.

const LONGEST_PAUSE = 15_000;

export class Live {
  #load;
  #every;
  #onState;
  #timer = null;
  #pause;
  #running = null;

  /** @param load() one look; rejects with a Problem @param onState({problem, seconds} or null) */
  constructor(load, every, onState) {
    this.#load = load;
    this.#every = every;
    this.#pause = every;
    this.#onState = onState;
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.now());
    window.addEventListener('online', () => this.now());
  }

  /** Resolves when the look is done; those that ask meanwhile share it. */
  now() {
    clearTimeout(this.#timer);
    this.#running ??= this.#once().finally(() => (this.#running = null));
    return this.#running;
  }

  /** A look that began before something was done may not show it yet. */
  async after() {
    if (this.#running) await this.#running;
    await this.now();
  }

  async #once() {
    try {
      await this.#load();
      this.#pause = this.#every;
      this.#onState(null);
    } catch (problem) {
      this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
      this.#onState({ problem, seconds: Math.round(this.#pause / 1000) });
    }
    this.#timer = setTimeout(() => this.now(), this.#pause);
  }
}
