// A button that opens a panel: <details class="menu">, which the frame closes on Esc and on a click outside.

import { h, icon } from './dom.js';

/** `{node, label, panel, close()}`; `onopen` fills the panel. */
export function menu(name, { onopen, className = '' } = {}) {
  const label = h('span', { class: 'menu-label' });
  const panel = h('div', { class: 'menu-panel' });
  const node = h('details', { class: `menu ${className}` }, h('summary', { 'aria-label': name, title: name }, label, icon('down')), panel);
  node.addEventListener('toggle', () => node.open && onopen?.());
  panel.addEventListener('keydown', arrows);
  return { node, label, panel, close: () => (node.open = false) };
}

/** Arrow keys, Home and End move between the buttons of a list. */
export function arrows(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const edge = { Home: 0, End: -1 }[event.key];
  if (step === undefined && edge === undefined) return;
  if (event.target.matches('input, textarea, select')) return;
  const entries = [...event.currentTarget.querySelectorAll('[data-entry]:not(:disabled)')];
  if (entries.length === 0) return;
  event.preventDefault();
  const at = entries.indexOf(document.activeElement);
  const next = edge === undefined ? Math.min(Math.max(at + step, 0), entries.length - 1) : edge;
  entries.at(next).focus();
}
