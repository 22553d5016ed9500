// What permission requests, questions and plans have in common: they wait, are answered once, and show by whom.

import { h, icon } from '../dom.js';
import { timeOfDay } from '../format.js';

const OUTCOME = {
  ALLOWED_ONCE: ['ok', 'check', 'Allowed once'],
  ALLOWED_FOR_SESSION: ['ok', 'check', 'Allowed for this session'],
  DENIED: ['danger', 'cross', 'Denied'],
  ANSWERED: ['ok', 'check', 'Answered'],
  ACCEPTED: ['ok', 'check', 'Plan accepted'],
  REJECTED: ['danger', 'cross', 'Plan rejected'],
  WITHDRAWN: ['muted', 'stop', 'Taken back: Claude no longer asks'],
  TIMED_OUT: ['danger', 'clock', 'Nobody answered in time: denied'],
  UNWATCHED: ['danger', 'clock', 'Nobody was watching: denied'],
  FROZEN: ['danger', 'stop', 'An administrator has stopped everything: denied'],
  LOST: ['muted', 'stop', 'Lost when Claude Code ended; asked again if it is still needed'],
};

export function outcomeText(resolution) {
  return OUTCOME[resolution]?.[2] ?? resolution;
}

/** Where nobody says otherwise, whoever sees a question answers it. */
const ANSWERS = Object.freeze({ right: 'ANSWERS', words: null });

/**
 * `context.standing(item)`, where there is one, tells what the viewer may do: `{right, words}` with the right ANSWERS,
 * MAY_STILL_DENY or WATCHES, and words about who else is being waited for.
 *
 * @param build(slot) puts the question and its controls; gets `answer(type, fields)` to send and the viewer's `standing`
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
  let latest = item;
  const update = (current) => {
    latest = current;
    lost.hidden = !current.lost || current.resolution !== null;
    if (current.resolution === null) {
      const standing = context.standing?.(current) ?? ANSWERS;
      const signature = `open ${standing.right} ${standing.words ?? ''}`;
      if (shown !== signature) body.replaceChildren(...build({ answer, item: current, standing }));
      shown = signature;
      return;
    }
    const settledAs = `${current.resolution} ${nameOf(current, context) ?? ''}`;
    if (shown === settledAs) return;
    shown = settledAs;
    const hadFocus = node.contains(document.activeElement);
    problem.hidden = true;
    node.classList.add('is-settled');
    body.replaceChildren(outcome(current, context), ...settled(current).filter(Boolean));
    if (hadFocus) context.focusComposer();
  };
  update(item);
  const tick = () => update(latest);
  return { node, update, tick, focus: () => heading.focus() };
}

/** Who settled it, as far as that is known; a name may come later than the event. */
function nameOf(item, context) {
  if (!item.by) return null;
  return item.by === context.me.id ? 'you' : (item.byName ?? context.nameOf?.(item.by) ?? 'another person');
}

function outcome(item, context) {
  const [tone, symbol, words] = OUTCOME[item.resolution] ?? ['muted', 'check', item.resolution];
  const name = nameOf(item, context);
  const by = name ? ` by ${name}` : '';
  return h('p', { class: `ask-outcome tone-${tone}` }, icon(symbol), h('span', {}, `${words}${by}`, item.message ? `: “${item.message}”` : ''));
}

function refusal(failure, context) {
  if (failure.code === 'ALREADY_ANSWERED' && failure.extensions.outcome) {
    const { by, byName, at, outcome: first } = failure.extensions;
    const name = byName ?? context.nameOf?.(by) ?? 'somebody else';
    const who = by === context.me.id ? ' by you, in another window' : by ? ` by ${name}` : '';
    return `This was settled first${who}${at ? ` at ${timeOfDay(Date.parse(at))}` : ''}: ${outcomeText(first)}. Your answer had no effect.`;
  }
  if (failure.temporary) return `Your answer was not sent: ${failure.message} Try again.`;
  return failure.message;
}

/** Who else is being waited for, above the controls or in their place. */
export function standingNote({ words }) {
  return words ? h('p', { class: 'ask-standing' }, icon('clock'), h('span', {}, words)) : null;
}
