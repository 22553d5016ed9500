// The list of conversations: open, search, rename in place, delete with a way back.

import { asyncButton, h, icon } from './dom.js';
import { arrows, menu } from './menu.js';
import { plural, relativeTime } from './format.js';

/** Dots: what a conversation is at, for the eye and (as a word) for the ear. */
const DOT = {
  WORKING: ['work', 'working'],
  STARTING: ['work', 'starting'],
  STOPPING: ['work', 'stopping'],
  WAITING: ['wait', 'waits for an answer'],
  IDLE: ['idle', 'ready'],
  PARKED: ['', ''],
  ENDED: ['', 'ended'],
};

/** @param handlers {open(id), create(), rename(id, title), remove(conversation), older()} */
export class ConversationList {
  #entries = [];
  #current = null;
  #filter = '';
  #handlers;
  #loaded = false;
  #more = false;

  constructor(root, handlers) {
    this.#handlers = handlers;
    this.search = h('input', { class: 'input', type: 'search', placeholder: 'Search', 'aria-label': 'Search conversations' });
    this.list = h('div', { class: 'conv-list', role: 'list' });
    const create = h('button', { type: 'button', class: 'btn btn-primary', onclick: () => handlers.create() }, icon('plus'), 'New conversation');
    root.append(h('div', { class: 'conv-tools' }, create, this.search), this.list);
    this.search.addEventListener('input', () => {
      this.#filter = this.search.value.trim().toLowerCase();
      this.#draw();
    });
    this.search.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowDown') {
        event.preventDefault();
        this.list.querySelector('[data-entry]')?.focus();
      }
    });
    this.list.addEventListener('keydown', arrows);
    setInterval(() => this.#tick(), 20_000);
  }

  /** @param more whether older ones can be asked for */
  show(entries, current, more) {
    this.#more = more;
    this.#entries = entries;
    this.#current = current;
    this.#loaded = true;
    if (!this.list.contains(document.querySelector('.conv-rename'))) this.#draw();
  }

  #draw() {
    const shown = this.#entries.filter(({ title }) => !this.#filter || (title ?? '').toLowerCase().includes(this.#filter));
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.entry : null;
    const open = this.list.querySelector('details[open]')?.dataset.of;
    this.list.replaceChildren(...(shown.length ? shown.map((each) => this.#row(each, open)) : [this.#empty()]));
    if (this.#more) this.list.append(asyncButton({ class: 'btn btn-quiet conv-older', 'data-entry': 'older' }, 'Older conversations', () => this.#handlers.older()));
    if (focused) this.list.querySelector(`[data-entry="${CSS.escape(focused)}"]`)?.focus();
  }

  #empty() {
    if (!this.#loaded) return h('p', { class: 'empty' }, 'Loading…');
    if (this.#filter) return h('p', { class: 'empty' }, 'No conversation has this in its title.');
    return h('p', { class: 'empty' }, 'No conversations yet. Write to Claude, and it appears here.');
  }

  #row(entry, openMenu) {
    const { id, title, phase, openQuestions, updatedAt } = entry;
    const [tone, word] = DOT[phase] ?? ['', ''];
    const open = h('button', { type: 'button', class: 'conv-open', dataset: { entry: id }, 'aria-current': id === this.#current ? 'page' : null, onclick: () => this.#handlers.open(id) },
      openQuestions > 0
        ? h('span', { class: 'badge badge-warn conv-badge', title: `${plural(openQuestions, 'question')} for you` }, String(openQuestions), h('span', { class: 'visually-hidden' }, ' waiting for an answer'))
        : h('span', { class: `dot ${tone ? `dot-${tone}` : ''}`, title: word || null }, word ? h('span', { class: 'visually-hidden' }, word) : null),
      h('span', { class: 'conv-title' }, title || 'New conversation'),
      h('time', { class: 'conv-time', datetime: updatedAt, dataset: { at: updatedAt } }, relativeTime(Date.parse(updatedAt))));
    const row = h('div', { class: `conv-row ${id === this.#current ? 'is-current' : ''}`, role: 'listitem' }, open);
    row.append(this.#actions(entry, row, open, openMenu === id));
    open.addEventListener('keydown', (event) => {
      if (event.key === 'F2') this.#rename(entry, row, open);
      if (event.key === 'Delete') this.#handlers.remove(entry);
    });
    return row;
  }

  #actions(entry, row, open, isOpen) {
    const actions = menu(`Actions for ${entry.title || 'this conversation'}`, { className: 'conv-menu' });
    actions.node.dataset.of = entry.id;
    actions.node.open = isOpen;
    actions.label.replaceWith(icon('dots'));
    actions.node.querySelector('summary').lastElementChild.remove();
    const act = (action) => () => {
      actions.close();
      action();
    };
    actions.panel.append(
      h('button', { type: 'button', class: 'menu-item', dataset: { entry: 'rename' }, onclick: act(() => this.#rename(entry, row, open)) }, icon('pencil'), 'Rename'),
      h('button', { type: 'button', class: 'menu-item', dataset: { entry: 'delete' }, onclick: act(() => this.#handlers.remove(entry)) }, icon('trash'), 'Delete'));
    return actions.node;
  }

  #rename(entry, row, open) {
    const input = h('input', { class: 'input conv-rename', value: entry.title ?? '', maxlength: '200', 'aria-label': 'New title' });
    let over = false;
    const finish = async (keep) => {
      if (over) return;
      over = true;
      const title = input.value.trim();
      input.remove();
      row.hidden = false;
      if (keep && title && title !== entry.title) await this.#handlers.rename(entry.id, title);
      this.#draw();
    };
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') finish(true);
      if (event.key === 'Escape') {
        event.stopPropagation();
        finish(false);
      }
    });
    input.addEventListener('blur', () => finish(true));
    row.hidden = true;
    row.before(input);
    input.focus();
    input.select();
  }

  #tick() {
    for (const time of this.list.querySelectorAll('time[data-at]')) {
      time.textContent = relativeTime(Date.parse(time.dataset.at));
    }
  }
}
