import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { Conversations } from '../../main/webapp/resources/gatehouse/chat/conversations.js';

const stored = [];
const ids = (conversations) => conversations.entries.map(({ id }) => id);

/** Answers as the portal does: newest first, a page of `limit`, those before a time. */
globalThis.document = { querySelector: () => null };
globalThis.fetch = async (address) => {
  const query = new URL(address, 'http://portal').searchParams;
  const before = query.get('before') ?? '9';
  const page = stored.filter(({ updatedAt }) => updatedAt < before).sort((one, other) => other.updatedAt.localeCompare(one.updatedAt)).slice(0, Number(query.get('limit')));
  return new Response(JSON.stringify(page), { status: 200 });
};
const store = (number) => stored.push({ id: `c${number}`, updatedAt: `2026-01-01T00:00:00.${String(number).padStart(4, '0')}Z` });

afterEach(() => (stored.length = 0));

test('older ones are loaded page by page until there are none', async () => {
  for (let number = 0; number < 250; number += 1) store(number);
  const conversations = new Conversations();
  await conversations.refresh();
  assert.deepEqual([conversations.entries.length, conversations.more], [100, true]);
  await conversations.loadOlder();
  await conversations.loadOlder();
  assert.deepEqual([conversations.entries.length, conversations.more], [250, false]);
  assert.equal(new Set(ids(conversations)).size, 250);
});

test('a refresh keeps the older ones and brings new ones to the top', async () => {
  for (let number = 0; number < 150; number += 1) store(number);
  const conversations = new Conversations();
  await conversations.refresh();
  await conversations.loadOlder();
  store(150);
  await conversations.refresh();
  assert.equal(ids(conversations)[0], 'c150');
  assert.equal(ids(conversations).length, 151);
  assert.equal(new Set(ids(conversations)).size, 151);
});

test('a removed one is gone, an added one stands first', async () => {
  for (let number = 0; number < 3; number += 1) store(number);
  const conversations = new Conversations();
  await conversations.refresh();
  conversations.remove('c1');
  conversations.add({ id: 'new', updatedAt: '2026' });
  assert.deepEqual(ids(conversations), ['new', 'c2', 'c0']);
  assert.equal(conversations.more, false);
});
