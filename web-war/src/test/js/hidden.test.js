import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe, holdsSuspicious, isSuspicious, segments } from '../../main/webapp/resources/gatehouse/chat/hidden.js';

const kinds = (text) => segments(text).filter(({ kind }) => kind !== 'text').map(({ kind, text: part }) => [kind, part]);
const joined = (text) => segments(text).map(({ text: part }) => part).join('');

test('plain commands have nothing to mark', () => {
  for (const text of ['ls -la', 'echo "Grüße, 日本語, עברית"', 'a\nb', '', 'printf "👍🏽 👩‍🚀"'.replace('\u200D', '')]) {
    assert.deepEqual(kinds(text), [], text);
  }
});

test('a right-to-left override is found and named', () => {
  assert.deepEqual(kinds('echo ok\u202E; rm'), [['hidden', '\u202E']]);
  assert.equal(describe('\u202E'), 'U+202E right-to-left override');
});

test('every invisible character is found wherever it stands', () => {
  const points = [0x00, 0x07, 0x08, 0x0d, 0x1b, 0x7f, 0x85, 0xa0, 0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x2028, 0x202a, 0x202f, 0x2060, 0x2066, 0x2800, 0x3000, 0x3164, 0xfe0f, 0xfeff, 0xfff9, 0xe0041, 0xe0100, 0xf0000];
  for (const point of points) {
    const character = String.fromCodePoint(point);
    assert.deepEqual(kinds(`a${character}b`), [['hidden', character]], `U+${point.toString(16)}`);
    assert.ok(isSuspicious(character));
  }
});

test('half a surrogate pair is found', () => {
  assert.deepEqual(kinds('a\uD800b'), [['hidden', '\uD800']]);
});

test('the variation selector of an emoji is no deceit, one after a letter is', () => {
  assert.equal(isSuspicious('❤\uFE0F'), false);
  assert.equal(isSuspicious('a\uFE0F'), true);
});

test('spaces are marked at the end of a line only', () => {
  assert.deepEqual(kinds('a  b  \nc \u200B d '), [['trailing', '  '], ['hidden', '\u200B'], ['trailing', ' ']]);
});

test('a tab is marked but is not suspicious', () => {
  assert.deepEqual(kinds('a\tb'), [['tab', '\t']]);
  assert.equal(isSuspicious('a\tb'), false);
});

test('a word that mixes Latin with Cyrillic or Greek is marked, a wholly Cyrillic one is not', () => {
  assert.deepEqual(kinds('run cаt file'), [['lookalike', 'cаt']]);
  assert.deepEqual(kinds('echo привет'), []);
});

test('the segments together are the text, unchanged', () => {
  let seed = 7;
  const random = (bound) => (seed = (seed * 1103515245 + 12345) % 2147483648) % bound;
  const alphabet = ['a', ' ', '\n', '\t', '\u202E', 'а', '😀', '\uFE0F', '\uDC00', '.', '-'];
  for (let round = 0; round < 500; round += 1) {
    const text = Array.from({ length: random(30) }, () => alphabet[random(alphabet.length)]).join('');
    assert.equal(joined(text), text);
  }
});

test('a carriage return, a backspace and a form feed in an input are found, at any depth and in names', () => {
  for (const character of ['\r', '\b', '\f', '\u202E']) {
    assert.ok(holdsSuspicious({ command: `ls${character} -la` }), describe(character));
    assert.ok(holdsSuspicious({ edits: [{ old_string: 'a', new_string: `b${character}` }] }), describe(character));
    assert.ok(holdsSuspicious({ [`na${character}me`]: 1 }), describe(character));
  }
});

test('a text that only speaks of a hidden character is no alarm', () => {
  assert.equal(holdsSuspicious({ command: String.raw`printf "\u202e \r \b"`, timeout: 5, background: false, none: null, list: ['a\nb\tc'] }), false);
});
