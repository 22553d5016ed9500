// Prompts, Claude's text, thinking.

import { bytes, plural } from '../format.js';
import { h, icon } from '../dom.js';
import { MarkdownView } from '../markdown-view.js';

export function promptCard(item, context) {
  const body = h('div', { class: 'prompt-text' });
  const note = h('div', { class: 'prompt-note' });
  const node = h('article', { class: 'item prompt', 'aria-label': 'Prompt' }, body, pictures(item.images, context), note);
  const update = (current) => {
    body.textContent = current.text;
    node.classList.toggle('is-queued', current.status === 'queued');
    node.classList.toggle('is-cancelled', current.status === 'cancelled');
    note.replaceChildren(...promptNote(current, context));
  };
  update(item);
  return { node, update };
}

function promptNote(item, context) {
  if (item.status === 'cancelled') {
    const again = h('button', { type: 'button', class: 'btn btn-quiet btn-small', onclick: () => context.writeAgain(item.text) }, 'Write again');
    return ['Taken back before Claude read it. ', again];
  }
  const other = item.by && item.by !== context.me.id ? ['From another person'] : [];
  if (item.status !== 'queued') return other;
  const cancel = () => context.command('CancelPrompt', { promptId: item.promptId });
  return ['Queued: Claude reads it as soon as it can. ', context.button('btn btn-quiet btn-small', 'Take back', cancel)];
}

export function pictures(images, context) {
  if (!images?.length) return null;
  return h(
    'div',
    { class: 'pictures' },
    images.map((image) => {
      const source = context.blob(image.sha256);
      const label = `Picture, ${bytes(image.bytes)}`;
      return h('a', { href: source, target: '_blank', rel: 'noopener' }, h('img', { src: source, alt: label, loading: 'lazy' }));
    }),
  );
}

/** A prompt that the server has not accepted yet. */
export function unsentCard(prompt, context) {
  const waiting = prompt.problem
    ? [h('span', {}, `Not sent yet. ${prompt.problem} It is kept and tried again. `), h('button', { type: 'button', class: 'btn btn-quiet btn-small', onclick: context.retry }, 'Try now')]
    : [h('span', { class: 'spinner' }), ' Sending…'];
  const back = h('button', { type: 'button', class: 'btn btn-quiet btn-small', onclick: () => context.takeBack(prompt.promptId) }, 'Back to editing');
  const previews = prompt.images.map((image) => h('img', { src: `data:${image.mediaType};base64,${image.data}`, alt: 'Picture' }));
  return h(
    'article',
    { class: 'item prompt is-queued' },
    h('div', { class: 'prompt-text' }, prompt.text),
    previews.length ? h('div', { class: 'pictures' }, previews) : null,
    h('div', { class: `prompt-note ${prompt.problem ? 'is-problem' : ''}` }, waiting, prompt.problem ? back : null),
  );
}

export function textCard(item) {
  const view = new MarkdownView();
  const aborted = h('p', { class: 'void-note', hidden: true }, 'Claude broke off here. What stands above is not part of the conversation.');
  const node = h('article', { class: 'item text' }, view.node, aborted);
  const update = (current, first) => {
    view.show(current.text, first || current.done);
    node.classList.toggle('is-open', !current.done);
    node.classList.toggle('is-void', current.aborted);
    node.hidden = current.text.trim() === '';
    aborted.hidden = !current.aborted;
  };
  update(item, true);
  return { node, update };
}

export function thinkingCard(item) {
  const view = new MarkdownView();
  const label = h('span', {});
  const node = h('details', { class: 'item thinking' }, h('summary', {}, icon('bulb'), label), view.node);
  let text = item.text;
  node.addEventListener('toggle', () => node.open && view.show(text, true));
  const update = (current) => {
    text = current.text;
    const words = text.split(/\s+/u).filter(Boolean).length;
    label.textContent = current.done ? `Thought${words ? ` (${plural(words, 'word')})` : ''}` : 'Thinking…';
    node.classList.toggle('is-open', !current.done);
    node.hidden = current.done && (words === 0 || current.aborted);
    if (node.open) view.show(text, current.done);
  };
  update(item);
  return { node, update };
}
