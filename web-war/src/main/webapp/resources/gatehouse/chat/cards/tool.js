// A tool call: one line that unfolds to its input and result; a subagent's calls are nested below.

import { duration, plural } from '../format.js';
import { h, icon, copyButton } from '../dom.js';
import { exactText } from '../exact.js';
import { toolSummary } from '../tool-summary.js';
import { pictures } from './text.js';
import { toolInput } from './tool-input.js';

const CLAMP_LINES = 16;
const CLAMP_CHARACTERS = 4000;

const STATUS = {
  running: ['Running', 'spinner'],
  asking: ['Waits for you', 'question'],
  done: ['Done', 'check'],
  failed: ['Failed', 'cross'],
  denied: ['Refused', 'shield'],
  stopped: ['Stopped', 'stop'],
};

export function toolCard(item, context) {
  const symbol = h('span', { class: 'tool-icon' });
  const name = h('span', { class: 'tool-name' });
  const summary = h('span', { class: 'tool-summary' });
  const elapsed = h('span', { class: 'tool-elapsed' });
  const status = h('span', { class: 'tool-status' });
  const body = h('div', { class: 'tool-body' });
  const children = h('div', { class: 'tool-children' });
  const details = h(
    'details',
    { class: 'tool-details' },
    h('summary', {}, icon('chevron'), symbol, name, summary, elapsed, status),
    body,
  );
  const node = h('article', { class: 'item tool' }, details, children);
  let current = item;
  let drawn = null;
  const drawBody = () => {
    if (!details.open || drawn === current.last) return;
    drawn = current.last;
    body.replaceChildren(...bodyOf(current, context));
  };
  details.addEventListener('toggle', drawBody);
  const update = (changed) => {
    current = changed;
    const about = toolSummary(changed.tool, changed.input);
    symbol.replaceChildren(icon(about.icon));
    name.textContent = about.name;
    summary.replaceChildren(exactText(about.summary, 'span'));
    showStatus(changed, node, status);
    elapsed.textContent = elapsedOf(changed);
    node.hidden = changed.replaced;
    children.hidden = changed.children.length === 0;
    drawBody();
  };
  update(item);
  const tick = () => current.status === 'running' && (elapsed.textContent = elapsedOf(current, Date.now()));
  return { node, update, children, tick };
}

function showStatus(item, node, status) {
  const state = item.status === 'running' && item.asking ? 'asking' : item.status;
  const [label, symbol] = STATUS[state];
  node.dataset.status = state;
  status.replaceChildren(symbol === 'spinner' ? h('span', { class: 'spinner' }) : icon(symbol), h('span', {}, label));
}

function elapsedOf(item, now) {
  if (!item.startedAt) return '';
  const end = item.finishedAt ? Date.parse(item.finishedAt) : now;
  const millis = end ? end - Date.parse(item.startedAt) : 0;
  return millis > 1000 ? duration(millis) : '';
}

function bodyOf(item, context) {
  const parts = [h('h4', {}, 'Input'), toolInput(item.tool, item.input ?? {})];
  if (item.result) {
    parts.push(h('h4', {}, item.status === 'denied' ? 'Why it was refused' : 'Result'));
    parts.push(clamped(item.result.content, item.status !== 'done'));
    if (item.result.truncated) parts.push(h('p', { class: 'muted small' }, 'The result was longer; the rest was not kept.'));
    const images = pictures(item.result.images, context);
    if (images) parts.push(images);
  }
  return parts;
}

/** A long output shows its beginning; the rest is put into the page only when asked for. */
export function clamped(content, isError) {
  if (!content) return h('p', { class: 'muted small' }, 'No output.');
  const output = h('pre', { class: `output ${isError ? 'is-error' : ''}`, tabindex: '0' });
  const lines = content.split('\n');
  const start = lines.slice(0, CLAMP_LINES).join('\n').slice(0, CLAMP_CHARACTERS);
  const tools = h('div', { class: 'output-tools' }, copyButton(content, 'Copy the result'));
  output.textContent = start;
  if (start.length < content.length) {
    const more = h('button', { type: 'button', class: 'btn btn-quiet btn-small' }, `Show all (${plural(lines.length, 'line')})`);
    more.addEventListener('click', () => {
      output.textContent = content;
      more.remove();
    });
    tools.prepend(more);
  }
  return h('div', { class: 'output-box' }, output, tools);
}
