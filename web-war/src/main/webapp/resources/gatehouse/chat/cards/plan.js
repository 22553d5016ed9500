// A plan: read it, then let Claude go on in a mode of your choice, or say what to change.

import { asyncButton, h } from '../dom.js';
import { renderMarkdown } from '../markdown.js';
import { askCard, standingNote } from './ask.js';

export function planCard(item, context) {
  return askCard(item, context, {
    kind: 'plan',
    symbol: 'map',
    title: 'Claude proposes a plan',
    build: (slot) => [plan(slot.item), standingNote(slot.standing), controls(slot, context)].filter(Boolean),
    settled: (current) => [h('details', { class: 'ask-more' }, h('summary', {}, 'The plan'), plan(current))],
  });
}

function plan(item) {
  return h('div', { class: 'md plan-text', tabindex: '0' }, renderMarkdown(item.plan));
}

function controls({ answer, item, standing }, context) {
  if (standing.right === 'WATCHES') return null;
  const allows = standing.right === 'ANSWERS';
  const modes = item.modes.map((mode) => context.mode(mode));
  const choice = h('select', { class: 'input', 'aria-label': 'Mode to go on in' }, modes.map(({ mode, label }) => h('option', { value: mode }, label)));
  const about = h('p', { class: 'muted small' });
  const describe = () => {
    const chosen = modes.find(({ mode }) => mode === choice.value);
    about.textContent = chosen?.description ?? '';
    about.classList.toggle('tone-danger', choice.value === 'bypassPermissions');
  };
  choice.addEventListener('change', describe);
  describe();
  const changes = h('textarea', { class: 'input', rows: '2', maxlength: '8000', placeholder: 'What should be different?', 'aria-label': 'What to change in the plan' });
  const accept = () => answer('AnswerPlan', { accept: true, ...(choice.value ? { mode: choice.value } : {}) });
  const reject = () => answer('AnswerPlan', { accept: false, ...(changes.value.trim() ? { message: changes.value.trim() } : {}) });
  return h('div', { class: 'ask-controls' },
    allows ? h('div', { class: 'ask-buttons' },
      asyncButton({ class: 'btn btn-primary' }, 'Accept and go on', accept),
      modes.length ? h('label', { class: 'plan-mode' }, h('span', {}, 'in mode'), choice) : null) : null,
    allows && modes.length ? about : null,
    h('div', { class: 'plan-reject' }, changes, asyncButton({ class: 'btn btn-danger' }, 'Keep planning', reject)));
}
