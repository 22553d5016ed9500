// Mode and model: what is in force, and what else is allowed. Rules and tasks of the session, with a way to end each.

import { asyncButton, h, icon } from './dom.js';
import { exactText } from './exact.js';
import { menu } from './menu.js';
import { plural } from './format.js';

/**
 * @param change(mode) sends the wish; what is shown as in force comes by `show` only
 * @param wider {askable(mode), ask(mode)} the way to a mode that is not allowed
 */
export class ModePicker {
  #menu = menu('Permission mode', { className: 'picker mode-picker', onopen: () => this.#draw() });
  #modes = [];
  #current = null;
  #wanted = null;
  #change;
  #problem = null;

  #wider;

  constructor(change, wider) {
    this.#change = change;
    this.#wider = wider;
    this.node = this.#menu.node;
  }

  show(modes, current) {
    this.#modes = modes;
    if (current === this.#wanted || current !== this.#current) this.#wanted = null;
    this.#current = current;
    const shown = modes.find(({ mode }) => mode === current);
    this.#menu.label.replaceChildren(...(this.#wanted ? [h('span', { class: 'spinner' })] : []), shown?.label ?? current ?? 'Mode');
    this.node.classList.toggle('is-bypass', current === 'bypassPermissions');
    if (this.node.open) this.#draw();
  }

  #draw() {
    this.#menu.panel.replaceChildren(
      h('p', { class: 'menu-title' }, 'What Claude may do without asking'),
      ...(this.#problem ? [h('p', { class: 'ask-problem', role: 'alert' }, this.#problem)] : []),
      ...this.#modes.map((mode) => this.#entry(mode)),
    );
  }

  #entry({ mode, label, description, allowed, reasonIfNot }) {
    const current = mode === this.#current;
    const entry = h('button', { type: 'button', class: `entry ${mode === 'bypassPermissions' ? 'is-bypass' : ''}`, dataset: { entry: mode }, disabled: !allowed, 'aria-pressed': String(current) },
      h('span', { class: 'entry-name' }, label, current ? icon('check') : null),
      h('span', { class: 'entry-about' }, description),
      allowed || !reasonIfNot ? null : h('span', { class: 'entry-not' }, `Not available: ${reasonIfNot}`));
    entry.addEventListener('click', () => this.#choose(mode));
    if (allowed || !this.#wider?.askable(mode)) return entry;
    return h('div', {}, entry, h('button', { type: 'button', class: 'btn btn-small entry-ask', onclick: () => {
      this.#menu.close();
      this.#wider.ask({ mode, label, description });
    } }, 'Ask for it…'));
  }

  async #choose(mode) {
    this.#problem = null;
    if (mode === this.#current) {
      this.#menu.close();
      return;
    }
    this.#wanted = mode;
    this.show(this.#modes, this.#current);
    try {
      await this.#change(mode);
      this.#menu.close();
    } catch (failure) {
      this.#wanted = null;
      this.#problem = failure.message;
      this.show(this.#modes, this.#current);
    }
  }
}

export class ModelPicker {
  #menu = menu('Model', { className: 'picker', onopen: () => this.#draw() });
  #models = [];
  #current = null;
  #change;
  #problem = null;

  constructor(change) {
    this.#change = change;
    this.node = this.#menu.node;
  }

  show(models, current) {
    this.#models = models;
    this.#current = current ?? models[0]?.name ?? null;
    this.#menu.label.textContent = models.find(({ name }) => name === this.#current)?.label ?? this.#current ?? 'Model';
    this.node.hidden = models.length === 0;
    if (this.node.open) this.#draw();
  }

  #draw() {
    this.#menu.panel.replaceChildren(
      h('p', { class: 'menu-title' }, 'Model'),
      ...(this.#problem ? [h('p', { class: 'ask-problem', role: 'alert' }, this.#problem)] : []),
      ...this.#models.map(({ name, label }) => {
        const current = name === this.#current;
        return h('button', { type: 'button', class: 'entry', dataset: { entry: name }, 'aria-pressed': String(current), onclick: () => this.#choose(name) },
          h('span', { class: 'entry-name' }, label, current ? icon('check') : null), label === name ? null : h('span', { class: 'entry-about mono' }, name));
      }),
    );
  }

  async #choose(name) {
    this.#problem = null;
    try {
      if (name !== this.#current) await this.#change(name);
      this.#menu.close();
    } catch (failure) {
      this.#problem = failure.message;
      this.#draw();
    }
  }
}

/** A menu that exists only while it has entries, each of which can be ended. */
export class EndableList {
  #menu;
  #words;
  #entries = [];

  /** @param words {name, one, many, intro, end, text(entry)}, end(entry) sends the command */
  constructor(words, end) {
    this.#words = words;
    this.end = end;
    this.#menu = menu(words.name, { className: 'picker', onopen: () => this.#draw() });
    this.node = this.#menu.node;
    this.node.hidden = true;
  }

  show(entries) {
    this.#entries = entries;
    this.node.hidden = entries.length === 0;
    this.#menu.label.textContent = plural(entries.length, this.#words.one, this.#words.many);
    if (entries.length === 0) this.#menu.close();
    else if (this.node.open) this.#draw();
  }

  #draw() {
    const problem = h('p', { class: 'ask-problem', role: 'alert', hidden: true });
    this.#menu.panel.replaceChildren(
      h('p', { class: 'menu-title' }, this.#words.intro), problem,
      ...this.#entries.map((entry) => h('div', { class: 'endable' }, exactText(this.#words.text(entry), 'code'),
        asyncButton({ class: 'btn btn-small' }, this.#words.end, async () => {
          try {
            await this.end(entry);
          } catch (failure) {
            problem.textContent = failure.message;
            problem.hidden = false;
          }
        }))),
    );
  }
}
