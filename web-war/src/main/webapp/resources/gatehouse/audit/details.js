// Shows the content of a row exactly, as a question in the chat does: each field by itself, invisible characters as chips.

import { exactText } from '../chat/exact.js';
import { h } from '../chat/dom.js';

/** The fields to show: of `{"input": {…}}` those of the input, each as text. */
export function fields(json) {
  const content = JSON.parse(json);
  const flat = content.input && typeof content.input === 'object' ? { ...content.input } : content;
  return Object.entries(flat).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value, null, 2)]);
}

function show(element) {
  element.removeAttribute('data-audit-json');
  try {
    const shown = fields(element.textContent).map(([name, text]) =>
      h('div', { class: 'tool-input' }, h('div', { class: 'input-name muted small' }, exactText(name, 'span')), exactText(text)));
    element.replaceChildren(...shown);
  } catch {
    element.replaceChildren(exactText(element.textContent));
  }
}

if (typeof document !== 'undefined') {
  const waiting = () => document.querySelectorAll('[data-audit-json]').forEach(show);
  new MutationObserver(waiting).observe(document.body, { childList: true, subtree: true });
  waiting();
}
