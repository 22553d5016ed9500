// Claude's own questions: one or several, one or many answers each, always with a text of one's own.

import { asyncButton, h } from '../dom.js';
import { askCard } from './ask.js';

export function questionCard(item, context) {
  const many = item.questions.length > 1;
  return askCard(item, context, {
    kind: 'question',
    symbol: 'question',
    title: many ? `Claude has ${item.questions.length} questions` : 'Claude has a question',
    build: (slot) => form(slot),
    settled: (current) => [
      h('dl', { class: 'answers' },
        current.questions.map(({ question }) => [h('dt', {}, question), h('dd', {}, current.answers[question] ?? 'No answer')])),
    ],
  });
}

function form({ answer, item }) {
  const parts = item.questions.map((question, index) => part(question, `${item.questionId}-${index}`));
  const missing = h('p', { class: 'ask-problem', role: 'alert', hidden: true }, 'Choose an answer to each question, or write your own.');
  const send = async () => {
    const answers = Object.fromEntries(parts.map(({ question, value }) => [question, value()]));
    missing.hidden = Object.values(answers).every(Boolean);
    if (missing.hidden) {
      await answer('AnswerQuestion', { answers });
    } else {
      parts.find(({ value }) => !value()).node.querySelector('input').focus();
    }
  };
  const button = asyncButton({ class: 'btn btn-primary' }, parts.length > 1 ? 'Send answers' : 'Send answer', send);
  const node = h('form', { class: 'question-form' }, parts.map((each) => each.node), missing, h('div', { class: 'ask-buttons' }, button));
  node.addEventListener('submit', (event) => {
    event.preventDefault();
    button.click();
  });
  return [node];
}

function part({ question, header, multiSelect, options }, id) {
  const type = multiSelect ? 'checkbox' : 'radio';
  const choices = options.map((option) => {
    const input = h('input', { type, name: id, value: option.label });
    const words = h('span', {}, h('strong', {}, option.label), option.description ? h('span', { class: 'muted' }, option.description) : null);
    return { input, node: h('label', { class: 'choice' }, input, words) };
  });
  const own = h('input', { class: 'input', type: 'text', maxlength: '4000', placeholder: 'Other: write your own answer', 'aria-label': `Own answer to: ${question}` });
  const ownChoice = h('input', { type, name: id, 'aria-label': 'Other' });
  own.addEventListener('input', () => (ownChoice.checked = own.value.trim() !== ''));
  own.addEventListener('focus', () => own.value.trim() && (ownChoice.checked = true));
  ownChoice.addEventListener('change', () => ownChoice.checked && own.focus());
  const value = () => {
    const chosen = choices.filter(({ input }) => input.checked).map(({ input }) => input.value);
    const text = own.value.trim();
    return [...chosen, ...(ownChoice.checked && text ? [text] : [])].join(', ');
  };
  const node = h('fieldset', { class: 'question' },
    h('legend', {}, header ? h('span', { class: 'badge' }, header) : null, h('span', {}, question)),
    multiSelect ? h('p', { class: 'muted small' }, 'Several answers are possible.') : null,
    choices.map((choice) => choice.node),
    h('div', { class: 'choice choice-own' }, ownChoice, own));
  return { node, question, value };
}
