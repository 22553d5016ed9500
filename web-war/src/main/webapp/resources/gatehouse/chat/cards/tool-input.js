// The input of a tool call, shown whole: what matters first, in its best form, then every other field.

import { exactText } from '../exact.js';
import { h } from '../dom.js';
import { highlighted } from '../markdown.js';
import { languageOf } from '../tool-summary.js';
import { lineDiff } from '../diff.js';
import { isSuspicious } from '../hidden.js';

/** For reading back: files coloured, edits as differences. A text with hidden characters is always shown exactly. */
export function toolInput(tool, input) {
  return h('div', { class: 'tool-input' }, parts(tool, input, (text, language) => {
    return isSuspicious(text) || !language ? exactText(text) : h('pre', { class: 'exact', tabindex: '0' }, highlighted(text, language));
  }));
}

/** For deciding: everything exactly as it would run, with whatever is invisible made visible. */
export function exactInput(tool, input) {
  return h('div', { class: 'tool-input is-exact' }, parts(tool, input, (text) => exactText(text)));
}

function parts(tool, input, show) {
  const file = input.file_path ?? input.notebook_path;
  const language = languageOf(file);
  const rest = { ...input };
  const take = (name) => {
    const value = rest[name];
    delete rest[name];
    return value;
  };
  const main = [];
  if ((tool === 'Bash' || tool === 'Monitor') && typeof input.command === 'string') {
    main.push(show(take('command'), 'bash'));
  } else if (tool === 'Write' && typeof input.content === 'string') {
    main.push(field('file_path', take('file_path')), show(take('content'), language));
  } else if (tool === 'Edit' && typeof input.old_string === 'string' && typeof input.new_string === 'string') {
    main.push(field('file_path', take('file_path')), diff(take('old_string'), take('new_string')));
  } else if (tool === 'MultiEdit' && Array.isArray(input.edits) && input.edits.every(isEdit)) {
    main.push(field('file_path', take('file_path')), take('edits').map((edit) => [diff(edit.old_string, edit.new_string), others(edit)]));
  }
  return [main, Object.entries(rest).map(([name, value]) => field(name, value))];
}

const isEdit = (edit) => typeof edit?.old_string === 'string' && typeof edit?.new_string === 'string';

function others({ old_string: _old, new_string: _new, ...rest }) {
  return Object.entries(rest).map(([name, value]) => field(name, value));
}

function field(name, value) {
  if (value === undefined) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  const long = text.length > 100 || text.includes('\n');
  return h('div', { class: `input-field ${long ? 'is-long' : ''}` }, h('span', { class: 'input-name' }, exactText(name, 'span')), exactText(text, long ? 'pre' : 'code'));
}

const SIGN = { same: ' ', add: '+', del: '−' };

export function diff(before, after) {
  const lines = lineDiff(before, after).map(({ kind, text }) => {
    const line = exactText(text, 'span');
    return h('div', { class: `diff-line diff-${kind}` }, h('span', { class: 'diff-sign' }, SIGN[kind]), line);
  });
  return h('div', { class: 'diff', tabindex: '0', role: 'group', 'aria-label': 'Difference' }, lines);
}
