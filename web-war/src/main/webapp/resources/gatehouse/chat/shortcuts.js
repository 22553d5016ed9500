// Keys of the page, and the dialog that tells them.

import { h } from './dom.js';

const KEYS = [
  ['Enter', 'Send'],
  ['Shift + Enter', 'New line'],
  ['Esc', 'Close what is open, else stop Claude'],
  ['Ctrl or ⌘ + K', 'Search conversations'],
  ['Ctrl or ⌘ + Shift + O', 'New conversation'],
  ['Alt + J', 'To the question that waits'],
  ['↑ ↓ in a list', 'Move; F2 renames, Delete deletes'],
  ['/', 'To the message field'],
  ['?', 'These shortcuts'],
];

/** @param actions {stop(), search(), create(), toQuestion(), compose(), closeDrawer(): boolean} */
export function shortcuts(actions) {
  const dialog = h('dialog', { class: 'shortcuts', 'aria-label': 'Keyboard shortcuts' },
    h('h2', {}, 'Keyboard shortcuts'),
    h('dl', {}, KEYS.map(([key, what]) => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, what)])),
    h('form', { method: 'dialog' }, h('button', { class: 'btn' }, 'Close')));
  document.body.append(dialog);

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented) return;
    const control = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    const action =
      control && event.shiftKey && key === 'o' ? actions.create
      : control && !event.shiftKey && key === 'k' ? actions.search
      : event.altKey && key === 'j' ? actions.toQuestion
      : event.key === 'Escape' && !dialog.open ? () => actions.closeDrawer() || actions.stop()
      : !isTyping(event.target) && !control && !event.altKey ? { '?': () => dialog.showModal(), '/': actions.compose }[event.key]
      : null;
    if (action) {
      event.preventDefault();
      action();
    }
  });
  return { show: () => dialog.showModal() };
}

function isTyping(target) {
  return target.matches?.('input, textarea, select, [contenteditable]');
}
