// The inbox: brings its parts together.

import { api } from '../chat/api.js';
import { asyncButton, h, icon } from '../chat/dom.js';
import { Announcer } from '../chat/announce.js';
import { plural } from '../chat/format.js';
import { LeaseEntry } from '../leases/lease-entry.js';
import { approvalsApi, leasesApi } from './approvals-api.js';
import { InboxState, announcementOf, titleOf } from './inbox-state.js';
import { Live } from './live.js';
import { Notifications } from './notifications.js';
import { QuestionEntry, endedLine } from './question-entry.js';

const LOOK_EVERY = 2_000;
const $ = (id) => document.getElementById(id);

class InboxPage {
  #state = new InboxState();
  #questions = new Map();
  #leases = new Map();
  #announcer = new Announcer($('say'), $('say-now'));
  #notifications = new Notifications($('notify'));
  #live = new Live(() => this.#look(), LOOK_EVERY, (state) => this.#connection(state));
  #page = { me: { id: null }, modes: [], base: document.querySelector('meta[name="context-path"]').content, answered: () => this.#live.after() };
  #leaseClock = performance.now();

  async start() {
    this.#bulk();
    await this.#known();
    await this.#live.now();
    setInterval(() => this.#tick(), 1000);
  }

  async #known() {
    try {
      const [me, status] = await Promise.all([api.me(), api.status()]);
      this.#page.me = me;
      this.#page.modes = status.modes;
    } catch {
      // the inbox works without the names of modes; the first look says what is wrong
    }
  }

  async #look() {
    const [told, leases] = await Promise.all([approvalsApi.inbox(), leasesApi.list()]);
    const fresh = this.#state.take(told, Date.now());
    this.#leaseClock = performance.now();
    this.#draw(leases);
    if (fresh.length) {
      const text = announcementOf(fresh);
      this.#announcer.ask(text);
      this.#notifications.tell(text, 'questions');
    }
  }

  #draw(leases) {
    this.#drawQuestions($('mine'), this.#state.mine);
    this.#drawQuestions($('others'), this.#state.others);
    const there = new Set([...this.#state.mine, ...this.#state.others].map(({ id }) => id));
    for (const id of this.#questions.keys()) if (!there.has(id)) this.#questions.delete(id);
    $('mine-title').hidden = this.#state.mine.length === 0;
    $('others-part').hidden = this.#state.others.length === 0;
    $('ended').replaceChildren(...this.#state.ended.map(endedLine));
    $('ended-part').hidden = this.#state.ended.length === 0;
    this.#drawLeases(leases);
    $('nothing').hidden = this.#state.mine.length > 0 || this.#leases.size > 0;
    this.#selected();
    const deciding = leases.others.filter(({ decides }) => decides).length;
    document.title = titleOf(this.#state.mine.length + deciding);
  }

  #drawQuestions(place, list) {
    const nodes = list.map((question) => {
      const known = this.#questions.get(question.id);
      if (known) {
        known.update(question);
        return known.node;
      }
      const entry = new QuestionEntry(question, this.#state, { select: () => this.#selected() }, this.#page);
      this.#questions.set(question.id, entry);
      return entry.node;
    });
    arrange(place, nodes);
  }

  #drawLeases({ own, others }) {
    const shown = [...others, ...own.filter(({ state }) => state === 'ASKED' || state === 'ACTIVE')];
    const nodes = shown.map((lease) => {
      const known = this.#leases.get(lease.id) ?? new LeaseEntry(lease, () => this.#live.after());
      this.#leases.set(lease.id, known);
      known.update(lease, this.#leaseClock);
      return known.node;
    });
    const there = new Set(shown.map(({ id }) => id));
    for (const id of this.#leases.keys()) if (!there.has(id)) this.#leases.delete(id);
    arrange($('leases'), nodes);
    $('leases-part').hidden = nodes.length === 0;
  }

  // --- several at once

  #bulk() {
    const reason = h('input', { class: 'input', type: 'text', maxlength: '2000', placeholder: 'Reason, told to Claude', 'aria-label': 'Reason for denying all that are chosen' });
    const all = h('input', { type: 'checkbox', id: 'choose-all' });
    all.addEventListener('change', () => {
      this.#denyable().forEach((entry) => (entry.selected = all.checked));
      this.#selected();
    });
    const deny = asyncButton({ class: 'btn btn-danger', id: 'deny-chosen' }, 'Deny chosen', async () => {
      if (!reason.value.trim()) {
        reason.focus();
        this.#bulkSays('Say why: Claude is told.');
        return;
      }
      await this.#denyChosen(reason);
    });
    reason.addEventListener('keydown', (event) => event.key === 'Enter' && deny.click());
    $('bulk').append(h('label', { class: 'bulk-all' }, all, 'Choose all'), h('span', { id: 'chosen', class: 'muted small' }), h('span', { class: 'bulk-deny' }, reason, deny));
  }

  #denyable() {
    return this.#state.mine.filter(({ kind }) => kind !== 'QUESTION').map(({ id }) => this.#questions.get(id));
  }

  #selected() {
    const denyable = this.#denyable();
    const chosen = denyable.filter((entry) => entry.selected).length;
    $('bulk').hidden = denyable.length < 2;
    $('chosen').textContent = chosen ? `${chosen} chosen` : '';
    $('deny-chosen').disabled = chosen === 0;
    $('choose-all').checked = chosen > 0 && chosen === denyable.length;
  }

  async #denyChosen(reason) {
    const ids = this.#denyable().filter((entry) => entry.selected).map((entry) => entry.node.dataset.question).slice(0, 100);
    try {
      const results = await approvalsApi.deny(ids, reason.value.trim());
      const failed = results.filter(({ denied }) => !denied);
      const done = `${plural(results.length - failed.length, 'question was', 'questions were')} denied.`;
      this.#bulkSays([done, ...new Set(failed.map(({ problem }) => problem.detail))].join(' '));
      reason.value = '';
      await this.#live.after();
    } catch (problem) {
      this.#bulkSays(problem.message);
    }
  }

  #bulkSays(text) {
    $('bulk-said').textContent = text;
    $('bulk-said').hidden = !text;
  }

  #tick() {
    this.#questions.forEach((entry) => entry.tick());
    this.#leases.forEach((entry) => entry.tick());
  }

  #connection(state) {
    const line = $('status');
    if (!state) {
      line.dataset.tone = 'quiet';
      line.replaceChildren();
      return;
    }
    const { problem, seconds } = state;
    line.dataset.tone = problem.signedOut ? 'danger' : 'warn';
    line.replaceChildren(...(problem.signedOut
      ? [icon('warn'), h('span', {}, 'You are signed out. '), h('a', { href: location.href }, 'Sign in')]
      : [icon('warn'), h('span', {}, `${problem.message} What you see may be old. Trying again in ${seconds} s.`)]));
  }
}

/** Puts the nodes in this order, moving no more than is needed: what has the focus keeps it. */
function arrange(place, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...place.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (place.children[index] !== node) place.insertBefore(node, place.children[index] ?? null);
  });
}

new InboxPage().start();
