import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InboxState, ago, announcementOf, coarse, titleOf } from '../../main/webapp/resources/gatehouse/approvals/inbox-state.js';
import { someOf, standingOf } from '../../main/webapp/resources/gatehouse/approvals/standing.js';
import { leftOf, leftText } from '../../main/webapp/resources/gatehouse/leases/countdown.js';
import { Conversation } from '../../main/webapp/resources/gatehouse/chat/conversation.js';

const NOW = '2026-01-01T12:00:00Z';
const CLOCK = Date.parse(NOW);
const question = (id, more = {}) => ({ id, kind: 'PERMISSION', right: 'ANSWERS', own: false, requester: 'Ada', title: 'Gates', answeredBy: 'APPROVERS', askedAt: '2026-01-01T11:59:00Z', ...more });
const told = (...open) => ({ now: NOW, open, ended: [] });

test('what one may answer is apart from what waits for others', () => {
  const state = new InboxState();
  state.take(told(question('a'), question('b', { right: 'WATCHES' }), question('c', { right: 'MAY_STILL_DENY' })), CLOCK);
  assert.deepEqual(state.mine.map(({ id }) => id), ['a']);
  assert.deepEqual(state.others.map(({ id }) => id), ['b', 'c']);
});

test('only questions that come while the page is open are news, each once', () => {
  const state = new InboxState();
  assert.deepEqual(state.take(told(question('a')), CLOCK), []);
  assert.deepEqual(state.take(told(question('a'), question('b')), CLOCK).map(({ id }) => id), ['b']);
  assert.deepEqual(state.take(told(question('a'), question('b')), CLOCK), []);
});

test('a question that becomes answerable is news', () => {
  const state = new InboxState();
  state.take(told(question('a', { right: 'WATCHES' })), CLOCK);
  assert.equal(state.take(told(question('a')), CLOCK).length, 1);
});

test('age and time left go by the server, whatever the browser takes for the time', () => {
  const state = new InboxState();
  const wrong = CLOCK + 3_600_000;
  const asked = question('a', { deadline: '2026-01-01T12:01:30Z' });
  state.take(told(asked), wrong);
  assert.equal(state.age(asked, wrong), '1 min 00 s ago');
  assert.deepEqual(state.left(asked, wrong), { text: '1 min 30 s left', urgent: true });
  assert.deepEqual(state.left(asked, wrong + 91_000), { text: 'being denied now', urgent: true });
  assert.equal(state.left(question('b'), wrong), null);
});

test('times are whole seconds', () => {
  assert.equal(coarse(4_900), '4 s');
  assert.equal(ago(-5), '0 s ago');
  assert.equal(coarse(250_400), '4 min 10 s');
});

test('the title counts, a notification names who asks and never what would run', () => {
  assert.equal(titleOf(0), 'Approvals · Gatehouse');
  assert.equal(titleOf(3), '(3) Approvals · Gatehouse');
  const asked = question('a', { event: { input: { command: 'cat /etc/secret' } } });
  assert.equal(announcementOf([asked]), 'Ada\'s Claude asks: “Gates”.');
  assert.equal(announcementOf([asked, question('b')]), '2 new questions wait for you.');
});

test('one name, some names, many names', () => {
  assert.equal(someOf([]), null);
  assert.equal(someOf(['Ada']), 'Ada');
  assert.equal(someOf(['Ada', 'Bob', 'Cy']), 'Ada, Bob or Cy');
  assert.equal(someOf(['Ada', 'Bob', 'Cy', 'Di', 'Ed']), 'Ada, Bob, Cy or 2 others');
});

test('a person who may not answer is told who does', () => {
  const own = question('a', { own: true, right: 'WATCHES' });
  assert.match(standingOf(own, ['Ben']).words, /Waiting for Ben/u);
  assert.match(standingOf(own, []).words, /Nobody approves for you/u);
});

test('four eyes tell whose word is missing', () => {
  const eyes = (more) => standingOf(question('a', { answeredBy: 'FOUR_EYES', ...more }), ['Ben']).words;
  assert.match(eyes({ own: true }), /you and Ben/u);
  assert.match(eyes({ own: true, right: 'MAY_STILL_DENY', endorsed: { byName: 'Ada', person: true } }), /You have allowed this. Waiting for Ben/u);
  assert.match(eyes({ own: true, endorsed: { byName: 'Ben', person: false } }), /Ben has allowed this already/u);
  assert.match(eyes({ own: false }), /Ada and you/u);
});

test('a question about the work needs no approver', () => {
  assert.equal(standingOf(question('a', { kind: 'QUESTION', own: true, answeredBy: 'FOUR_EYES' }), ['Ben']).words, null);
});

test('a countdown goes by a clock that nobody sets, and never below nothing', () => {
  assert.equal(leftOf({ remainingMillis: 60_000 }, 1_000, 11_000), 50_000);
  assert.equal(leftOf({ remainingMillis: 60_000 }, 5_000, 1_000), 60_000);
  assert.equal(leftOf({ remainingMillis: 60_000 }, 0, 90_000), 0);
  assert.equal(leftText(0), 'ending now');
  assert.equal(leftText(61_000), '1 min 01 s left');
});

test('who has allowed already is kept with the question', () => {
  const conversation = new Conversation();
  conversation.apply({ type: 'PermissionRequested', seq: 1, at: NOW, questionId: 'q', toolUseId: 't', tool: 'Bash', input: {}, sessionRules: [] });
  conversation.apply({ type: 'PermissionEndorsed', seq: 2, at: NOW, questionId: 'q', by: 'ada', person: true });
  assert.deepEqual(conversation.question('q').endorsed, { by: 'ada', person: true });
  assert.equal(conversation.question('q').resolution, null);
  assert.equal(conversation.items.some(({ kind }) => kind === 'raw'), false);
});
