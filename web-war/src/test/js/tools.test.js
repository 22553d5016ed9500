import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineDiff } from '../../main/webapp/resources/gatehouse/chat/diff.js';
import { languageOf, toolSummary } from '../../main/webapp/resources/gatehouse/chat/tool-summary.js';
import { MAX_BYTES, objection } from '../../main/webapp/resources/gatehouse/chat/attachments.js';

const shown = (before, after) => lineDiff(before, after).map(({ kind, text }) => ({ same: ' ', add: '+', del: '-' })[kind] + text);

test('a diff keeps what is equal and tells what went and came', () => {
  assert.deepEqual(shown('a\nb\nc', 'a\nx\nc'), [' a', '-b', '+x', ' c']);
  assert.deepEqual(shown('', 'a'), ['+a']);
  assert.deepEqual(shown('a', ''), ['-a']);
  assert.deepEqual(shown('a\na', 'a'), [' a', '-a']);
});

test('a diff of anything gives both texts back', () => {
  let seed = 3;
  const random = (bound) => (seed = (seed * 1103515245 + 12345) % 2147483648) % bound;
  const make = () => Array.from({ length: 1 + random(8) }, () => 'abc'[random(3)]).join('\n');
  for (let round = 0; round < 300; round += 1) {
    const [before, after] = [make(), make()];
    const lines = lineDiff(before, after);
    assert.equal(lines.filter(({ kind }) => kind !== 'add').map(({ text }) => text).join('\n'), before);
    assert.equal(lines.filter(({ kind }) => kind !== 'del').map(({ text }) => text).join('\n'), after);
  }
});

test('huge texts are shown as replaced instead of holding up the page', () => {
  const many = (letter) => Array.from({ length: 3000 }, (_, line) => letter + line).join('\n');
  assert.equal(lineDiff(many('a'), many('b')).length, 6000);
});

test('a call is summed up by what matters in it', () => {
  assert.equal(toolSummary('Bash', { command: 'ls\nrm' }).summary, 'ls');
  assert.equal(toolSummary('Read', { file_path: '/a/b.txt' }).summary, '/a/b.txt');
  assert.equal(toolSummary('Write', { file_path: '/srv/agent/workspaces/8a23ace1-c66d-4f00-b5b9-ee415b1a1546/project/src/a.js' }).summary, 'src/a.js');
  assert.equal(toolSummary('Grep', { pattern: 'x', path: 'src' }).summary, 'x in src');
  assert.equal(toolSummary('TodoWrite', { todos: [{ status: 'completed' }, { status: 'in_progress', content: 'test' }] }).summary, '1 of 2 done, now: test');
});

test('a tool nobody knows, and inputs of the wrong kind, still have a line', () => {
  assert.deepEqual([toolSummary('mcp__git__log', { repo: 'x' }).name, toolSummary('mcp__git__log', { repo: 'x' }).summary], ['log (git)', 'x']);
  assert.equal(toolSummary('Bash', { command: 7 }).summary, '');
  assert.equal(toolSummary(null, null).name, 'Tool');
  assert.equal(toolSummary('TodoWrite', { todos: [null] }).summary, '');
});

test('languages by file name', () => {
  assert.deepEqual([languageOf('A.java'), languageOf('x.JS'), languageOf('Makefile'), languageOf(undefined)], ['java', 'javascript', null, null]);
});

test('only pictures the model takes can be attached, not too large, not too many', () => {
  const png = { name: 'a.png', type: 'image/png', size: 10 };
  assert.equal(objection(png, 0), null);
  assert.match(objection({ ...png, type: 'image/svg+xml' }, 0), /not a PNG/u);
  assert.match(objection({ ...png, size: MAX_BYTES + 1 }, 0), /at most 5\.0 MB/u);
  assert.match(objection(png, 5), /At most 5/u);
});
