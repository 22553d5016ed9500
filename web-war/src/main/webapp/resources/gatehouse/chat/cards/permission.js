// "Claude wants to …": what would run, exactly, and the person's word on it.

import { asyncButton, h } from '../dom.js';
import { exactText } from '../exact.js';
import { holdsSuspicious } from '../hidden.js';
import { plural } from '../format.js';
import { toolSummary } from '../tool-summary.js';
import { askCard, standingNote } from './ask.js';
import { exactInput } from './tool-input.js';

export function permissionCard(item, context) {
  const about = toolSummary(item.tool, item.input);
  const who = item.subagent ? 'A subagent of Claude' : 'Claude';
  return askCard(item, context, {
    kind: 'permission',
    symbol: about.icon,
    title: `${who} wants to ${about.ask}`,
    build: (slot) => [...shown(slot.item), standingNote(slot.standing), controls(slot)].filter(Boolean),
    settled: (current) => [
      h('details', { class: 'ask-more' },
        h('summary', {}, h('span', { class: 'tool-name' }, about.name), ' ', h('span', { class: 'tool-summary' }, exactText(about.summary, 'span'))),
        ...shown(current)),
    ],
  });
}

function shown(item) {
  return [
    h('div', { class: 'ask-tool' }, h('span', { class: 'tool-name' }, item.tool), item.description ? h('span', { class: 'muted' }, item.description) : null),
    suspicion(item.input),
    exactInput(item.tool, item.input),
    why(item),
  ].filter(Boolean);
}

function suspicion(input) {
  if (!holdsSuspicious(input)) return null;
  return h('p', { class: 'banner banner-danger ask-suspicious' },
    'This contains characters that cannot be seen or that imitate others. They are marked below. Deny it unless you know why they are there.');
}

/** The CLI's kinds of reason, for when it gives no words. */
const REASON = {
  rule: 'A rule says that this must be asked.',
  mode: 'The present mode does not do this without asking.',
  workingDir: 'It reaches outside your workspace.',
  safetyCheck: 'It touches something that Claude Code always asks about.',
  subcommandResults: 'A part of this command must be asked.',
  classifier: 'The safety check of the model service could not clear it.',
};

function why(item) {
  const rule = item.matchedRule ? `The rule ${item.matchedRule} makes it ask.` : null;
  const reasons = [item.reason ?? (rule ? null : REASON[item.reasonType]), rule].filter(Boolean);
  return reasons.length ? h('p', { class: 'ask-why' }, h('strong', {}, 'Why it asks: '), reasons.join(' ')) : null;
}

function controls({ answer, item, standing }) {
  if (standing.right === 'WATCHES') return null;
  const allows = standing.right === 'ANSWERS';
  const reason = h('input', { class: 'input', type: 'text', maxlength: '2000', placeholder: 'Reason, told to Claude (optional)', 'aria-label': 'Reason for denying, told to Claude' });
  const deny = () => answer('AnswerPermission', { decision: 'DENY', ...(reason.value.trim() ? { message: reason.value.trim() } : {}) });
  const denyButton = asyncButton({ class: 'btn btn-danger' }, 'Deny', deny);
  reason.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      denyButton.click();
    }
  });
  return h('div', { class: 'ask-controls' },
    h('div', { class: 'ask-buttons' },
      allows ? asyncButton({ class: 'btn btn-primary' }, 'Allow once', () => answer('AnswerPermission', { decision: 'ONCE' })) : null,
      allows && item.sessionRules?.length ? asyncButton({ class: 'btn' }, 'Allow for this session', () => answer('AnswerPermission', { decision: 'SESSION' })) : null,
      h('span', { class: 'deny-group' }, denyButton, reason)),
    allows && item.sessionRules?.length ? sessionRules(item.sessionRules) : null);
}

function sessionRules(rules) {
  return h('p', { class: 'ask-rules muted small' },
    `“For this session” allows without asking, until you take it back: `,
    rules.map((rule, index) => [index ? ', ' : '', exactText(rule, 'code')]),
    rules.length > 1 ? ` (${plural(rules.length, 'rule')})` : '');
}
