// Shows a text exactly: invisible characters as chips, left to right whatever they say.

import { describe, segments } from './hidden.js';
import { h } from './dom.js';

export function exactText(text, tag = 'pre') {
  return h(tag, { class: 'exact', dir: 'ltr' }, segments(text).map(segmentNode));
}

function segmentNode({ kind, text }) {
  switch (kind) {
    case 'hidden':
      return h('span', { class: 'chip-hidden', title: `Invisible character: ${describe(text)}` }, describe(text));
    case 'tab':
      return h('span', { class: 'mark-tab', title: 'Tab' }, text);
    case 'trailing':
      return h('span', { class: 'mark-trailing', title: `${text.length} spaces at the end of the line` }, '·'.repeat(text.length));
    case 'lookalike':
      return h('span', { class: 'chip-lookalike', title: 'This word mixes Latin letters with letters of another script that look alike' }, text);
    default:
      return text;
  }
}
