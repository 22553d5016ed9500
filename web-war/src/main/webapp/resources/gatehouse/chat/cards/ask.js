// What permission requests, questions and plans have in common: they wait, are answered once, and show by whom.

import { h, icon } from '../dom.js';

const OUTCOME = {
  ALLOWED_ONCE: ['ok', 'check', 'Allowed once'],
  ALLOWED_FOR_SESSION: ['ok', 'check', 'Allowed for this session'],
  DENIED: ['danger', 'cross', 'Denied'],
  ANSWERED: ['ok', 'check', 'Answered'],
  ACCEPTED: ['ok', 'check', 'Plan accepted'],
  REJECTED: ['danger', 'cross', 'Plan rejected'],
  WITHDRAWN: ['muted', 'stop', 'Taken back: Claude no longer asks'],
  TIMED_OUT: ['danger', 'clock', 'Nobody answered in time: denied'],
  LOST: ['muted', 'stop', 'Lost when Claude Code ended; asked again if it is still needed'],
};

export function outcomeText(resolution) {
  return OUTCOME[resolution]?.[2] ?? resolution;
}

/**
 * @param build(slot) puts the question and its controls; gets `answer(type, fields)` to send
 * @param settled(item) nodes to show of the question once it is answered
 */
export function askCard(item, context, { kind, symbol, title, build, settled }) {
  const heading = h('h3', { class: 'ask-title', tabindex: '-1' }, icon(symbol), h('span', {}, title));
  const problem = h('p', { class: 'ask-problem', role: 'alert', hidden: true });
  const lost = h('p', { class: 'ask-lost', hidden: true },
    'Claude Code ended while this question was open. It is asked again when the conversation goes on; your answer counts then, for exactly this.');
  const body = h('div', { class: 'ask-body' });
  const node = h('section', { class: `item ask ask-${kind}`, 'aria-label': title, dataset: { question: item.questionId } }, heading, lost, body, problem);

  const answer = async (type, fields) => {
    problem.hidden = true;
    node.classList.add('is-sending');
    try {
      await context.command(type, { questionId: item.questionId, ...fields });
      return true;
    } catch (failure) {
      problem.textContent = refusal(failure, context);
      problem.hidden = false;
      return false;
    } finally {
      node.classList.remove('is-sending');
    }
  };

  let shown = null;
  const update = (current) => {
    lost.hidden = !current.lost || current.resolution !== null;
    if (current.resolution === null) {
      if (shown !== 'open') body.replaceChildren(...build({ answer, item: current }));
      shown = 'open';
      return;
    }
    if (shown === current.resolution) return;
    shown = current.resolution;
    const hadFocus = node.contains(document.activeElement);
    problem.hidden = true;
    node.classList.add('is-settled');
    body.replaceChildren(outcome(current, context), ...settled(current).filter(Boolean));
    if (hadFocus) context.focusComposer();
  };
  update(item);
  return { node, update, focus: () => heading.focus() };
}

function outcome(item, context) {
  const [tone, symbol, words] = OUTCOME[item.resolution] ?? ['muted', 'check', item.resolution];
  const by = item.by ? ` by ${item.by === context.me.id ? 'you' : 'another person'}` : '';
  return h('p', { class: `ask-outcome tone-${tone}` }, icon(symbol), h('span', {}, `${words}${by}`, item.message ? `: “${item.message}”` : ''));
}

function refusal(failure, context) {
  if (failure.code === 'ALREADY_ANSWERED') {
    const { by, outcome: first } = failure.extensions;
    const who = by === context.me.id ? ' by you, in another window' : by ? ' by somebody else' : '';
    return `This was settled first${who}${first ? `: ${outcomeText(first)}` : ''}. Your answer had no effect.`;
  }
  if (failure.temporary) return `Your answer was not sent: ${failure.message} Try again.`;
  return failure.message;
}
