import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Applied, Conversation } from '../../main/webapp/resources/gatehouse/chat/conversation.js';

const event = (seq, type, fields = {}) => ({ v: 1, seq, type, at: '2026-01-01T00:00:00Z', ...fields });
const conversationOf = (...events) => {
  const conversation = new Conversation();
  events.forEach((each) => conversation.apply(each));
  return conversation;
};
const started = event(1, 'BlockStarted', { blockId: 'b', kind: 'TEXT' });
const delta = (offset, text, seq = 1) => event(seq, 'TextDelta', { blockId: 'b', offset, text });
const text = (conversation) => conversation.items.map((item) => item.text).join('|');

test('an event that was applied is not applied again', () => {
  const conversation = conversationOf(event(1, 'Notice', { level: 'INFO', text: 'one' }));
  assert.equal(conversation.apply(event(1, 'Notice', { level: 'INFO', text: 'one' })), Applied.DUPLICATE);
  assert.equal(conversation.items.length, 1);
});

test('a missing event is a gap and changes nothing', () => {
  const conversation = conversationOf(event(1, 'Notice', { level: 'INFO', text: 'one' }));
  assert.equal(conversation.apply(event(3, 'Notice', { level: 'INFO', text: 'three' })), Applied.GAP);
  assert.equal(conversation.lastSeq, 1);
  assert.equal(conversation.items.length, 1);
});

test('deltas are appended by their offset', () => {
  assert.equal(text(conversationOf(started, delta(0, 'Hel'), delta(3, 'lo'))), 'Hello');
});

test('a delta that overlaps adds only what is new', () => {
  assert.equal(text(conversationOf(started, delta(0, 'Hello'), delta(0, 'Hel'), delta(3, 'lo you'))), 'Hello you');
});

test('a delta behind missing text is a gap', () => {
  const conversation = conversationOf(started, delta(0, 'He'));
  assert.equal(conversation.apply(delta(5, 'x')), Applied.GAP);
  assert.equal(text(conversation), 'He');
});

test('a delta of a block that is not known is a gap', () => {
  assert.equal(new Conversation().apply(delta(0, 'x', 0)), Applied.GAP);
});

test('a snapshot replaces the open block and deltas go on behind it', () => {
  const snapshot = event(1, 'BlockSnapshot', { blockId: 'b', kind: 'TEXT', text: 'Hello w' });
  assert.equal(text(conversationOf(started, delta(0, 'He'), snapshot, delta(7, 'orld'))), 'Hello world');
});

test('a snapshot opens a block whose beginning was before the page', () => {
  assert.equal(text(conversationOf(event(9, 'BlockSnapshot', { blockId: 'b', kind: 'TEXT', text: 'Hi' }))), 'Hi');
});

test('the finished text replaces what was streamed, and late deltas of it are passed over', () => {
  const conversation = conversationOf(started, delta(0, 'Hel'), event(2, 'TextBlock', { blockId: 'b', text: 'Hello.' }));
  assert.equal(conversation.apply(delta(3, 'lo')), Applied.YES);
  assert.equal(text(conversation), 'Hello.');
  assert.equal(conversation.items[0].done, true);
});

test('an aborted block is void', () => {
  const [block] = conversationOf(started, delta(0, 'Hel'), event(2, 'BlockAborted', { blockId: 'b' })).items;
  assert.deepEqual([block.done, block.aborted], [true, true]);
});

test('a prompt stands where Claude took it up, not where it was queued', () => {
  const prompt = event(1, 'PromptAccepted', { promptId: 'p', by: 'me', text: 'later', images: [] });
  const conversation = conversationOf(prompt, event(2, 'TextBlock', { blockId: 'b', text: 'earlier answer' }));
  assert.equal(conversation.queued.length, 1);
  assert.equal(text(conversation), 'earlier answer');
  conversation.apply(event(3, 'PromptStarted', { promptId: 'p' }));
  conversation.apply(event(4, 'PromptStarted', { promptId: 'p' }));
  assert.equal(text(conversation), 'earlier answer|later');
  assert.equal(conversation.queued.length, 0);
});

test('a subagent’s calls are nested under the call that started it', () => {
  const conversation = conversationOf(
    event(1, 'ToolStarted', { toolUseId: 'task', tool: 'Task', input: {} }),
    event(2, 'ToolStarted', { toolUseId: 'bash', tool: 'Bash', input: {}, parent: 'task' }),
    event(3, 'ToolFinished', { toolUseId: 'bash', error: false, denied: false, content: 'ok', truncated: false, images: [], parent: 'task' }));
  assert.equal(conversation.items.length, 1);
  assert.equal(conversation.items[0].children[0].status, 'done');
});

test('calls of a turn that was stopped do not run for ever', () => {
  const conversation = conversationOf(
    event(1, 'ToolStarted', { toolUseId: 't', tool: 'Bash', input: {} }),
    event(2, 'TurnCompleted', { outcome: 'INTERRUPTED', prompts: [], denials: 0, durationMillis: 5 }));
  assert.equal(conversation.items[0].status, 'stopped');
});

test('a question is open until it is resolved, also when it was lost', () => {
  const conversation = conversationOf(event(1, 'PermissionRequested', { questionId: 'q', toolUseId: 't', tool: 'Bash', input: {}, sessionRules: [] }), event(2, 'QuestionLost', { questionId: 'q' }));
  assert.deepEqual(conversation.open.map(({ lost }) => lost), [true]);
  conversation.apply(event(3, 'PermissionResolved', { questionId: 'q', resolution: 'DENIED', by: 'me', answers: {} }));
  assert.deepEqual(conversation.open, []);
  assert.equal(conversation.question('q').resolution, 'DENIED');
});

test('usage belongs to its turn, before or after the turn’s end', () => {
  const usage = (seq, outputTokens) => event(seq, 'UsageReported', { model: 'm', inputTokens: 1, outputTokens, cacheReadTokens: 0, cacheCreationTokens: 0, costUsd: 0 });
  const done = (seq) => event(seq, 'TurnCompleted', { outcome: 'SUCCESS', prompts: [], denials: 0, durationMillis: 5 });
  const begun = (seq) => event(seq, 'TurnStarted', { origin: 'PROMPT' });
  const conversation = conversationOf(begun(1), usage(2, 10), done(3), begun(4), done(5), usage(6, 20));
  assert.deepEqual(conversation.items.map((turn) => turn.usage.map(({ outputTokens }) => outputTokens)), [[10], [20]]);
});

test('an event this version does not know is shown, not dropped', () => {
  const conversation = conversationOf(event(1, 'FutureThing', { x: 1 }), event(2, 'Unrecognized', { frame: 'system/new', json: '{}' }));
  assert.deepEqual(conversation.items.map(({ kind, name }) => [kind, name]), [['raw', 'FutureThing'], ['raw', 'system/new']]);
});

test('an earlier page joins calls with results and keeps what is streaming', () => {
  const whole = [
    event(1, 'ToolStarted', { toolUseId: 't', tool: 'Bash', input: { command: 'ls' } }),
    event(2, 'ToolFinished', { toolUseId: 't', error: false, denied: false, content: 'ok', truncated: false, images: [] }),
    event(3, 'BlockStarted', { blockId: 'b', kind: 'TEXT' }),
  ];
  const conversation = conversationOf(whole[1], whole[2], delta(0, 'stream', 3));
  assert.equal(conversation.hasEarlier, true);
  conversation.prepend(whole.slice(0, 2));
  assert.deepEqual(conversation.items.map(({ kind }) => kind), ['tool', 'text']);
  assert.equal(conversation.items[0].input.command, 'ls');
  assert.equal(conversation.items[1].text, 'stream');
  assert.equal(conversation.hasEarlier, false);
  assert.equal(conversation.apply(delta(6, 'ing', 3)), Applied.YES);
});

test('wherever the line breaks and however much is repeated, the result is the same', () => {
  const told = [
    event(1, 'PromptAccepted', { promptId: 'p', by: 'me', text: 'hi', images: [] }), event(2, 'PromptStarted', { promptId: 'p' }), event(3, 'BlockStarted', { blockId: 'b', kind: 'TEXT' }),
    delta(0, 'Hello ', 3), delta(6, 'wor', 3), delta(9, 'ld', 3), event(4, 'TextBlock', { blockId: 'b', text: 'Hello world' }),
    event(5, 'TurnCompleted', { outcome: 'SUCCESS', prompts: ['p'], denials: 0, durationMillis: 1 }),
  ];
  const streamed = (until) => told.slice(0, until).filter(({ type }) => type === 'TextDelta').map((each) => each.text).join('');
  const durable = told.filter(({ type }) => type !== 'TextDelta');
  const expected = text(conversationOf(...told));
  for (let cut = 0; cut <= told.length; cut += 1) {
    for (let repeated = 0; repeated <= 2; repeated += 1) {
      const conversation = conversationOf(...told.slice(0, cut));
      const reached = conversation.lastSeq ?? 0;
      const again = durable.filter(({ seq }) => seq > reached - repeated && seq <= reached);
      const open = reached === 3 ? [event(3, 'BlockSnapshot', { blockId: 'b', kind: 'TEXT', text: streamed(cut) })] : [];
      [...again, ...open, ...told.slice(cut)].forEach((each) => conversation.apply(each));
      assert.deepEqual([text(conversation), conversation.lastSeq], [expected, 5], `cut at ${cut}, ${repeated} repeated`);
    }
  }
});
