// In the chat: what the person has asked for or has for a while, with the countdown, and the way to ask.

import { asyncButton, h, icon } from '../chat/dom.js';
import { leasesApi } from '../approvals/approvals-api.js';
import { Live } from '../approvals/live.js';
import { askForMode } from './ask-dialog.js';
import { leftOf, leftText } from './countdown.js';

const LOOK_EVERY = 5_000;

const NEWS = {
  ACTIVE: ({ label, decidedBy, grantedMinutes }) => `${decidedBy} granted you the mode ${label} for ${grantedMinutes} min.`,
  REFUSED: ({ label, decidedBy, note }) => `${decidedBy} refused the mode ${label}${note ? `: “${note}”` : '.'}`,
  EXPIRED: ({ label }) => `Your time in the mode ${label} is over.`,
  ENDED: ({ label, endedBy }) => `${endedBy} ended your time in the mode ${label}.`,
  LAPSED: ({ label }) => `Nobody decided about the mode ${label}; your request has lapsed.`,
};

export class ChatLeases {
  #place;
  #told = { own: [], askable: [], maxMinutes: 0, breakGlass: false };
  #toldAt = 0;
  #states = null;
  #on;
  #live = new Live(() => this.#look(), LOOK_EVERY, () => {});

  /** @param on {changed(), news(text)} */
  constructor(place, on) {
    this.#place = place;
    this.#on = on;
    setInterval(() => this.#tick(), 1000);
  }

  look() {
    return this.#live.after();
  }

  /** Whether a lease could give this mode. */
  askable(mode) {
    const running = this.#told.own.some((lease) => lease.mode === mode && lease.state === 'ASKED');
    return !running && this.#told.askable.some((each) => each.mode === mode);
  }

  ask(mode) {
    askForMode(mode, this.#told, () => this.look());
  }

  async #look() {
    this.#told = await leasesApi.own();
    this.#toldAt = performance.now();
    this.#tellNews();
    this.#draw();
    this.#on.changed();
  }

  #tellNews() {
    const before = this.#states;
    this.#states = new Map(this.#told.own.map(({ id, state }) => [id, state]));
    if (before === null) return;
    for (const lease of this.#told.own) {
      const was = before.get(lease.id);
      if (was && was !== lease.state && !(lease.state === 'ACTIVE' && lease.breakGlass)) {
        const words = NEWS[lease.state]?.(lease);
        if (words) this.#on.news(words);
      }
    }
  }

  #draw() {
    const shown = this.#told.own.filter(({ state }) => state === 'ACTIVE' || state === 'ASKED');
    this.#place.replaceChildren(...shown.map((lease) => (lease.state === 'ACTIVE' ? this.#active(lease) : this.#asked(lease))));
    this.#tick();
  }

  #active(lease) {
    const tone = lease.breakGlass || lease.mode === 'bypassPermissions' ? 'strip-danger' : 'strip-warn';
    return h('div', { class: `strip lease-strip ${tone}`, role: 'status', dataset: { lease: lease.id } },
      icon(lease.breakGlass ? 'warn' : 'clock'),
      h('span', {}, lease.breakGlass ? 'Glass broken: you have the mode ' : 'You have the mode ', h('strong', {}, lease.label), ' · ', h('span', { class: 'lease-left' })),
      this.#act('End now', () => leasesApi.end(lease.id)));
  }

  #asked(lease) {
    return h('div', { class: 'strip lease-strip', role: 'status', dataset: { lease: lease.id } },
      icon('clock'),
      h('span', {}, `You have asked for the mode ${lease.label} for ${lease.askedMinutes} min. Waiting for an approver.`),
      this.#act('Take back', () => leasesApi.withdraw(lease.id)));
  }

  #act(label, action) {
    return asyncButton({ class: 'btn btn-small' }, label, async () => {
      try {
        await action();
      } catch (problem) {
        this.#on.news(problem.message);
      }
      await this.look();
    });
  }

  #tick() {
    for (const lease of this.#told.own) {
      const left = this.#place.querySelector(`[data-lease="${lease.id}"] .lease-left`);
      if (left) left.textContent = leftText(leftOf(lease, this.#toldAt, performance.now()));
    }
  }
}
