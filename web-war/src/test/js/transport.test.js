import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SseParser } from '../../main/webapp/resources/gatehouse/chat/sse.js';
import { Drafts, Outbox } from '../../main/webapp/resources/gatehouse/chat/outbox.js';
import { Problem } from '../../main/webapp/resources/gatehouse/chat/api.js';
import { uuid } from '../../main/webapp/resources/gatehouse/chat/ids.js';

const settle = () => new Promise((resolve) => setImmediate(resolve));

function storage() {
  const kept = {};
  Object.defineProperties(kept, {
    getItem: { value: (key) => kept[key] ?? null },
    setItem: { value: (key, value) => (kept[key] = value) },
    removeItem: { value: (key) => delete kept[key] },
  });
  return kept;
}

/** As the browser's database keeps them. */
function pictureStore() {
  const kept = new Map();
  return { kept, get: async (key) => kept.get(key) ?? [], set: async (key, images) => (images.length ? kept.set(key, images) : kept.delete(key)) };
}

function outbox(deliver, shared = storage(), pictures = pictureStore()) {
  const refused = [];
  const box = new Outbox({ deliver, pictures, storage: shared, account: 'ada', onChange: () => {}, onRefused: (id, prompt, message) => refused.push([id, prompt.text, message]) });
  return { box, refused, shared };
}

test('events are read however the bytes are cut', () => {
  const stream = ': hello\nid: 4\nevent: x\ndata: {"a":\ndata: 1}\n\ndata:two\r\n\r\ndata: three\r\r: end\n\n';
  const whole = [];
  new SseParser((each) => whole.push(each)).push(stream);
  assert.deepEqual(whole.map(({ data }) => data), ['{"a":\n1}', 'two', 'three']);
  assert.deepEqual([whole[0].id, whole[0].event, whole[1].event], ['4', 'x', 'message']);
  for (let cut = 1; cut < stream.length; cut += 1) {
    const parts = [];
    const parser = new SseParser((each) => parts.push(each));
    parser.push(stream.slice(0, cut));
    parser.push(stream.slice(cut));
    assert.deepEqual(parts, whole, `cut at ${cut}`);
  }
});

test('an event that is not complete is not told', () => {
  const told = [];
  new SseParser((each) => told.push(each)).push('data: half\n');
  assert.deepEqual(told, []);
});

test('a prompt is sent again under the same id until it is accepted', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const tried = [];
  const { box } = outbox(async (id, { promptId }) => {
    tried.push(promptId);
    if (tried.length < 3) throw new Problem(502, 'AGENT_UNREACHABLE', 'down');
  });
  const { promptId } = box.add('c', 'hello', []);
  for (let round = 0; round < 4; round += 1) {
    await settle();
    context.mock.timers.tick(30_000);
  }
  assert.deepEqual(tried, [promptId, promptId, promptId]);
  assert.deepEqual(box.waitingIn('c'), []);
});

test('a server that stumbles has not refused: the same id goes out again', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const failures = [0, 500, 502, 503, 504];
  const tried = [];
  const { box, refused } = outbox(async (id, { promptId }) => {
    tried.push(promptId);
    const status = failures[tried.length - 1];
    if (status !== undefined) throw new Problem(status, 'INTERNAL', 'The agent is stopping; try again in a moment.');
  });
  const { promptId } = box.add('c', 'hello', []);
  for (let round = 0; round <= failures.length; round += 1) {
    await settle();
    context.mock.timers.tick(30_000);
  }
  await settle();
  assert.deepEqual(refused, []);
  assert.deepEqual(tried, Array(failures.length + 1).fill(promptId));
  assert.deepEqual(box.waitingIn('c'), []);
});

test('prompts of one conversation keep their order when the first must wait', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  let down = true;
  const delivered = [];
  const { box } = outbox(async (id, { text }) => {
    if (down) throw new Problem(0, 'OFFLINE', 'offline');
    delivered.push(text);
  });
  box.add('c', 'one', []);
  box.add('c', 'two', []);
  await settle();
  down = false;
  box.retryAll();
  await settle();
  await settle();
  assert.deepEqual(delivered, ['one', 'two']);
});

test('a prompt refused for good goes back to the person', async () => {
  const { box, refused } = outbox(async () => {
    throw new Problem(413, 'TOO_LARGE', 'too large');
  });
  box.add('c', 'hello', []);
  await settle();
  assert.deepEqual(refused, [['c', 'hello', 'too large']]);
  assert.deepEqual(box.waitingIn('c'), []);
});

test('a prompt that waits survives the page, its pictures too; without them it goes back to editing', async () => {
  const signedOut = async () => {
    throw new Problem(401, 'UNAUTHENTICATED', 'signed out');
  };
  const pictures = pictureStore();
  const { box, shared } = outbox(signedOut, storage(), pictures);
  const picture = { mediaType: 'image/png', data: 'AA==' };
  box.add('c', 'text only', []);
  box.add('c', 'with picture', [picture]);
  const lost = box.add('c', 'with lost picture', [picture]);
  await settle();
  pictures.kept.delete(`outbox.${lost.promptId}`);
  const later = outbox(async () => {}, shared, pictures);
  const sent = [];
  later.box.deliver = async (id, prompt) => sent.push([prompt.text, prompt.images.length]);
  await later.box.resume();
  await settle();
  assert.deepEqual(sent, [['text only', 0], ['with picture', 1]]);
  assert.deepEqual(later.refused.map(([, text]) => text), ['with lost picture']);
  assert.deepEqual(Object.keys(shared), []);
  assert.equal(pictures.kept.size, 0);
});

test('an acceptance seen in the stream ends the sending', async () => {
  const { box } = outbox(() => new Promise(() => {}));
  const { promptId } = box.add('c', 'hello', []);
  box.accepted(promptId);
  assert.deepEqual(box.waitingIn('c'), []);
});

test('drafts are kept per conversation and account, and forgotten when empty', () => {
  const shared = storage();
  const drafts = new Drafts(shared, 'ada');
  drafts.set('c', 'half a thought');
  drafts.set(null, 'new');
  assert.deepEqual([drafts.get('c'), drafts.get(null), new Drafts(shared, 'bob').get('c')], ['half a thought', 'new', '']);
  drafts.set('c', '');
  assert.equal(drafts.get('c'), '');
});

test('storage that refuses does not stop the sending', async () => {
  const broken = { getItem: () => null, setItem: () => { throw new Error('full'); }, removeItem: () => {} };
  const sent = [];
  const { box } = outbox(async (id, { text }) => sent.push(text), broken);
  box.add('c', 'hello', []);
  await settle();
  assert.deepEqual(sent, ['hello']);
});

test('ids are version 4 UUIDs without a secure context too', () => {
  const plain = { getRandomValues: (bytes) => globalThis.crypto.getRandomValues(bytes) };
  for (const random of [globalThis.crypto, plain]) {
    assert.match(uuid(random), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
  }
  assert.notEqual(uuid(plain), uuid(plain));
});
