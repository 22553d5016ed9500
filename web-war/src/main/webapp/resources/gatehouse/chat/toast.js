// Short messages at the edge, with at most one thing to do about them.

import { h } from './dom.js';

export class Toasts {
  #root;

  constructor(root) {
    this.#root = root;
  }

  /** @param action optional {label, run()}; `seconds` until it goes */
  show(text, { action = null, seconds = 6, tone = '' } = {}) {
    const toast = h('div', { class: `toast ${tone}`, role: 'status' }, h('span', {}, text));
    const close = () => toast.remove();
    if (action) {
      toast.append(h('button', { type: 'button', class: 'btn btn-small', onclick: () => {
        close();
        action.run();
      } }, action.label));
    }
    this.#root.append(toast);
    setTimeout(close, seconds * 1000);
  }
}
