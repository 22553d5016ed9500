// One question in the inbox: who asks and since when, the card of the chat with the exact input, and what led to it.

import { card } from '../chat/cards/card.js';
import { exactText } from '../chat/exact.js';
import { h, icon } from '../chat/dom.js';
import { outcomeText } from '../chat/cards/ask.js';
import { timeOfDay } from '../chat/format.js';
import { approvalsApi } from './approvals-api.js';
import { standingOf } from './standing.js';

const CARD = { PERMISSION: 'permission', PLAN: 'plan', QUESTION: 'question' };

/** The item of the chat's cards. In somebody else's conversation nothing is allowed for good. */
function itemOf(question) {
  const { v: _v, type: _type, seq: _seq, ...fields } = question.event;
  return {
    ...fields,
    key: question.id,
    kind: CARD[question.kind],
    sessionRules: question.own ? (fields.sessionRules ?? []) : [],
    resolution: question.outcome?.resolution ?? null,
    by: question.outcome?.by ?? null,
    byName: question.outcome?.byName ?? null,
    message: question.outcome?.message ?? null,
    answers: {},
    lost: question.lost,
    asked: question,
  };
}

export class QuestionEntry {
  node = h('article', { class: 'inbox-entry' });
  #head = h('div', { class: 'inbox-head' });
  #times = h('span', { class: 'inbox-times' });
  #select = h('input', { type: 'checkbox', class: 'inbox-select' });
  #place = h('div');
  #context;
  #state;
  #question;
  #card = null;

  /** @param on {select()}, page {me, modes, answered(), base} */
  constructor(question, state, on, page) {
    this.#question = question;
    this.#state = state;
    this.#context = this.#cardContext(page);
    this.node.dataset.question = question.id;
    this.#select.setAttribute('aria-label', `Choose the question of ${question.requester}`);
    this.#select.addEventListener('change', on.select);
    this.#head.append(this.#select, ...this.#who(page), this.#times);
    this.node.append(this.#head, this.#place, this.#led());
    this.update(question);
  }

  get selected() {
    return this.#select.checked && !this.#select.hidden;
  }

  set selected(value) {
    this.#select.checked = value;
  }

  #who({ base }) {
    const { own, requester, title, session } = this.#question;
    const conversation = own
      ? h('a', { class: 'inbox-title', href: `${base}/chat.xhtml?c=${encodeURIComponent(session)}` }, title)
      : h('span', { class: 'inbox-title' }, title);
    return [h('strong', { class: 'inbox-requester' }, own ? 'You' : requester), h('span', { class: 'muted' }, '·'), conversation];
  }

  #cardContext(page) {
    return {
      get me() {
        return page.me;
      },
      standing: () => standingOf(this.#question),
      mode: (mode) => page.modes.find((each) => each.mode === mode) ?? { mode, label: mode, description: '' },
      command: async (type, fields) => {
        await approvalsApi.answer(this.#question.id, type, fields);
        page.answered();
      },
      focusComposer: () => {},
    };
  }

  update(question) {
    this.#select.hidden = question.kind === 'QUESTION' || question.right !== 'ANSWERS';
    this.#question = { ...question, event: question.event ?? this.#question.event };
    if (this.#card) this.#card.update(itemOf(this.#question));
    else this.#draw();
    this.tick();
  }

  /** A very large input comes only when it is looked for. */
  #draw() {
    if (this.#question.event) {
      this.#card = card(itemOf(this.#question), this.#context);
      this.#place.replaceChildren(this.#card.node);
      return;
    }
    const problem = h('p', { class: 'ask-problem', role: 'alert', hidden: true });
    const load = h('button', { type: 'button', class: 'btn' }, 'Show the whole input: it is very large');
    load.addEventListener('click', async () => {
      try {
        this.update(await approvalsApi.whole(this.#question.id));
      } catch (failure) {
        problem.textContent = failure.message;
        problem.hidden = false;
      }
    });
    this.#place.replaceChildren(h('div', { class: 'toolbar' }, load), problem);
  }

  tick(clock = Date.now()) {
    const left = this.#state.left(this.#question, clock);
    this.#times.replaceChildren(this.#state.age(this.#question, clock), ...(left ? [' · ', h('span', { class: left.urgent ? 'tone-danger' : '' }, left.text)] : []));
    this.#card?.tick?.();
  }

  #led() {
    const body = h('div', { class: 'inbox-context' });
    const node = h('details', { class: 'inbox-led' }, h('summary', {}, 'What led to this'), body);
    node.addEventListener('toggle', async () => {
      if (!node.open || body.childElementCount) return;
      body.replaceChildren(h('span', { class: 'spinner' }));
      try {
        body.replaceChildren(...contextNodes(await approvalsApi.context(this.#question.id)));
      } catch (failure) {
        body.replaceChildren();
        body.append(h('p', { class: 'ask-problem' }, failure.message));
      }
    });
    return node;
  }
}

function contextNodes({ prompt, steps }) {
  const said = steps.map(({ kind, name, detail, at }) => h('li', {},
    h('span', { class: 'muted' }, timeOfDay(Date.parse(at))), ' ',
    kind === 'CALLED' ? [h('strong', {}, name), ' ', exactText(detail, 'code')] : exactText(detail, 'span')));
  return [
    h('h4', {}, 'The prompt'),
    prompt ? exactText(prompt, 'div') : h('p', { class: 'muted' }, 'Further back than is shown here.'),
    said.length ? h('h4', {}, 'Claude since then') : null,
    said.length ? h('ol', {}, said) : null,
  ].filter(Boolean);
}

/** One line about a question that has ended. */
export function endedLine({ requester, own, title, outcome }) {
  const by = outcome.byName ? ` by ${outcome.byName}` : '';
  const good = ['ALLOWED_ONCE', 'ALLOWED_FOR_SESSION', 'ANSWERED', 'ACCEPTED'].includes(outcome.resolution);
  return h('li', {}, icon(good ? 'check' : 'cross'),
    h('span', {}, h('strong', {}, own ? 'You' : requester), ` · ${title} · ${outcomeText(outcome.resolution)}${by}${outcome.message ? `: “${outcome.message}”` : ''}`),
    h('span', { class: 'muted nowrap' }, timeOfDay(Date.parse(outcome.at))));
}
