import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes, count, dollars, duration, firstLine, plural, relativeTime } from '../../main/webapp/resources/gatehouse/chat/format.js';

const NOW = Date.UTC(2026, 5, 15, 12);

test('relative time goes from moments to dates', () => {
  const ago = (millis) => relativeTime(NOW - millis, NOW);
  assert.equal(ago(59_000), 'just now');
  assert.equal(ago(60_000), '1 min ago');
  assert.equal(ago(3 * 3600_000), '3 h ago');
  assert.equal(ago(25 * 3600_000), 'yesterday');
  assert.equal(ago(6 * 86_400_000), '6 days ago');
  assert.equal(ago(30 * 86_400_000), '16 May');
  assert.equal(ago(400 * 86_400_000), '11 May 2025');
});

test('a clock that is ahead reads as now', () => {
  assert.equal(relativeTime(NOW + 60_000, NOW), 'just now');
});

test('durations', () => {
  assert.deepEqual([400, 9_940, 9_960, 59_600, 185_000, 3_720_000].map(duration), ['0.4 s', '9.9 s', '10 s', '1 min 00 s', '3 min 05 s', '1 h 02 min']);
});

test('counts, money and sizes', () => {
  assert.deepEqual([0, 999, 1000, 12_345, 999_960, 2_500_000].map(count), ['0', '999', '1k', '12.3k', '1M', '2.5M']);
  assert.deepEqual([0, 0.004, 1.239].map(dollars), ['$0', '< $0.01', '$1.24']);
  assert.deepEqual([12, 2048, 5 * 1024 * 1024].map(bytes), ['12 B', '2 KB', '5.0 MB']);
  assert.deepEqual([plural(1, 'call'), plural(2, 'call'), plural(0, 'reply', 'replies')], ['1 call', '2 calls', '0 replies']);
});

test('a first line is cut between letters, never inside one', () => {
  assert.equal(firstLine('\n  ls -la\nrm'), 'ls -la');
  assert.equal(firstLine('😀😀😀😀', 3), '😀😀…');
});
