// Everything that is one line or a few: notices, the end of a turn, failures, what happened to the worker, unknown frames.

import { count, dollars, duration, plural } from '../format.js';
import { h, icon } from '../dom.js';

const ADVICE = {
  MODEL_UNAVAILABLE: 'The model service did not answer properly. Try again in a minute; if it stays, tell your administrator.',
  CLI_MISSING: 'Claude Code is not installed on the agent. Tell your administrator.',
  CLI_WRONG_VERSION: 'The agent has another version of Claude Code than Gatehouse was made for. Tell your administrator.',
  CLI_FAILED: 'Send your prompt again; if it fails again, tell your administrator.',
  STORAGE_FULL: 'The agent’s disk is full. Tell your administrator; nothing that was accepted is lost.',
  TOO_MANY_SESSIONS: 'Too many conversations are live at once. Stop one, or wait until one is idle.',
  MODE_NOT_GRANTED: 'Choose another mode below.',
};

export function noticeCard(item) {
  const tone = { INFO: 'info', WARNING: 'warn', ERROR: 'danger' }[item.level] ?? 'info';
  const node = h('p', { class: `item notice tone-${tone}` }, icon(item.level === 'INFO' ? 'bulb' : 'warn'), h('span', {}, item.text));
  return { node, update: () => {} };
}

export function failureCard(item) {
  return { node: failure('The conversation cannot go on as it is', item.message, item.code), update: () => {} };
}

function failure(title, message, code) {
  return h('div', { class: 'item failure banner banner-danger', role: 'group' }, icon('warn'),
    h('div', {}, h('p', {}, h('strong', {}, title)), message ? h('p', { class: 'failure-message' }, message) : null,
      ADVICE[code] ? h('p', {}, ADVICE[code]) : null));
}

export function turnCard(item) {
  const node = h('div', { class: 'item turn' });
  const update = (turn) => {
    const parts = [];
    if (turn.outcome === 'FAILED') parts.push(failure('This turn failed', turn.message, turn.code));
    if (turn.denials > 0) {
      parts.push(h('p', { class: 'turn-denials' }, icon('shield'), `${plural(turn.denials, 'call was', 'calls were')} refused in this turn: not everything asked for was done.`));
    }
    parts.push(footer(turn));
    node.replaceChildren(...parts);
  };
  update(item);
  return { node, update };
}

function footer(turn) {
  const figures = [outcome(turn), duration(turn.durationMillis)];
  const input = sum(turn.usage, (usage) => usage.inputTokens + usage.cacheReadTokens + usage.cacheCreationTokens);
  const output = sum(turn.usage, (usage) => usage.outputTokens);
  if (turn.usage.length) {
    // What the CLI reckons for a scripted turn is nobody's money.
    figures.push(turn.scripted ? 'scripted' : dollars(sum(turn.usage, (usage) => usage.costUsd)));
    figures.push(`${count(input)} tokens in, ${count(output)} out`);
  }
  const models = [...new Set(turn.usage.map((usage) => usage.model))].join(', ');
  return h('p', { class: `turn-footer turn-${turn.outcome.toLowerCase()}`, title: models || null }, figures.filter(Boolean).join(' · '));
}

function outcome(turn) {
  if (turn.outcome === 'INTERRUPTED') return 'Stopped';
  if (turn.outcome === 'FAILED') return 'Failed';
  return turn.denials > 0 ? 'Finished with refusals' : 'Finished';
}

const sum = (list, figure) => list.reduce((total, each) => total + (figure(each) || 0), 0);

export function lineCard(item, context) {
  const text = item.mode ? `Mode: ${context.mode(item.mode).label}` : item.text;
  const line = h('span', {}, text);
  const node = item.detail
    ? h('details', { class: 'item line' }, h('summary', {}, line), h('pre', { class: 'output' }, item.detail))
    : h('p', { class: 'item line' }, line);
  node.classList.toggle('is-crash', Boolean(item.crash));
  return { node, update: () => {} };
}

export function rawCard(item) {
  const node = h('details', { class: 'item raw' },
    h('summary', {}, `Something this version does not know: ${item.name}`), h('pre', { class: 'output', tabindex: '0' }, item.json));
  return { node, update: () => {} };
}
