// One request for a wider mode, or one that is running, in the inbox.

import { asyncButton, h, icon } from '../chat/dom.js';
import { exactText } from '../chat/exact.js';
import { leasesApi } from '../approvals/approvals-api.js';
import { ago } from '../approvals/inbox-state.js';
import { leftOf, leftText } from './countdown.js';

export class LeaseEntry {
  node = h('article', { class: 'inbox-entry lease-entry' });
  #body = h('div');
  #times = h('span', { class: 'inbox-times' });
  #problem = h('p', { class: 'ask-problem', role: 'alert', hidden: true });
  #lease;
  #toldAt = 0;
  #drawn = null;
  #changed;

  /** @param changed() looks again */
  constructor(lease, changed) {
    this.#changed = changed;
    this.node.dataset.lease = lease.id;
    this.node.append(this.#body, this.#problem);
  }

  update(lease, toldAt) {
    this.#lease = lease;
    this.#toldAt = toldAt;
    const signature = `${lease.state} ${lease.decides}`;
    if (signature !== this.#drawn) this.#body.replaceChildren(...this.#draw());
    this.#drawn = signature;
    this.node.classList.toggle('is-break-glass', lease.breakGlass);
    this.tick();
  }

  tick() {
    const { state, askedAt } = this.#lease;
    this.#times.textContent = state === 'ACTIVE' ? leftText(leftOf(this.#lease, this.#toldAt, performance.now())) : ago(Date.now() - Date.parse(askedAt));
  }

  #draw() {
    const { person, own, label, mode, reason, breakGlass, state } = this.#lease;
    const what = state === 'ACTIVE' ? `${own ? 'You have' : `${person} has`} the mode` : `${own ? 'You ask' : `${person} asks`} for the mode`;
    return [
      h('div', { class: 'inbox-head' },
        icon(breakGlass ? 'warn' : 'clock'),
        h('span', {}, `${what} `, h('strong', { class: mode === 'bypassPermissions' ? 'tone-danger' : '' }, label), ...this.#howLong()),
        breakGlass ? h('span', { class: 'badge badge-danger' }, 'Glass broken') : null,
        this.#times),
      h('p', { class: 'lease-reason' }, h('span', { class: 'muted' }, 'Reason: '), exactText(reason, 'span')),
      ...this.#controls(),
    ].filter(Boolean);
  }

  #howLong() {
    const { state, askedMinutes, decidedBy, breakGlass } = this.#lease;
    if (state === 'ASKED') return [` for ${askedMinutes} min`];
    return decidedBy && !breakGlass ? [`, granted by ${decidedBy}`] : [];
  }

  #controls() {
    const { id, own, state, decides } = this.#lease;
    if (decides) return [this.#decision()];
    if (state === 'ACTIVE') return [h('div', { class: 'toolbar' }, this.#act('btn btn-danger', 'End now', () => leasesApi.end(id)))];
    if (own) return [h('div', { class: 'toolbar' }, h('span', { class: 'muted small' }, 'Waiting for an approver.'), this.#act('btn', 'Take back', () => leasesApi.withdraw(id)))];
    return [];
  }

  #decision() {
    const { id, askedMinutes, person } = this.#lease;
    const minutes = h('input', { class: 'input', type: 'number', min: '1', max: String(askedMinutes), value: String(askedMinutes), 'aria-label': 'Minutes to grant' });
    const note = h('input', { class: 'input', type: 'text', maxlength: '500', placeholder: `Note for ${person} (a reason, if you refuse)`, 'aria-label': 'Note' });
    return h('div', { class: 'lease-decision' },
      h('label', {}, minutes, h('span', {}, 'min')),
      this.#act('btn btn-primary', 'Grant', () => leasesApi.grant(id, Number(minutes.value), note.value.trim())),
      h('span', { class: 'deny-group' }, this.#act('btn btn-danger', 'Refuse', () => leasesApi.refuse(id, note.value.trim())), note));
  }

  #act(className, label, action) {
    return asyncButton({ class: className }, label, async () => {
      this.#problem.hidden = true;
      try {
        await action();
      } catch (failure) {
        this.#problem.textContent = failure.message;
        this.#problem.hidden = false;
      }
      await this.#changed();
    });
  }
}
