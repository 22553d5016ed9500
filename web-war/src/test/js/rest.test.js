import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HIDDEN_FOR, LOOK_EVERY, Rest } from '../../main/webapp/resources/gatehouse/chat/rest.js';
import { Stream } from '../../main/webapp/resources/gatehouse/chat/stream.js';

const settle = async () => {
  for (let i = 0; i < 10; i += 1) await new Promise((resolve) => setImmediate(resolve));
};

function page(visibilityState) {
  const listeners = [];
  return {
    visibilityState,
    addEventListener: (_name, listener) => listeners.push(listener),
    become(state) {
      this.visibilityState = state;
      listeners.forEach((listener) => listener());
    },
  };
}

function resting(document) {
  const done = [];
  new Rest(document, { rest: () => done.push('rest'), look: () => done.push('look'), resume: () => done.push('resume') });
  return done;
}

test('a page nobody looks at rests after a while, looks now and then, and resumes when it is shown', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const document = page('visible');
  const done = resting(document);
  document.become('hidden');
  context.mock.timers.tick(HIDDEN_FOR - 1);
  assert.deepEqual(done, []);
  context.mock.timers.tick(1);
  context.mock.timers.tick(LOOK_EVERY);
  document.become('visible');
  context.mock.timers.tick(10 * LOOK_EVERY);
  assert.deepEqual(done, ['rest', 'look', 'resume']);
});

test('a page opened in the background rests too, a glance elsewhere costs nothing', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const opened = resting(page('hidden'));
  context.mock.timers.tick(HIDDEN_FOR);
  assert.deepEqual(opened, ['rest']);
  const document = page('visible');
  const done = resting(document);
  document.become('hidden');
  context.mock.timers.tick(HIDDEN_FOR / 2);
  document.become('visible');
  context.mock.timers.tick(HIDDEN_FOR);
  assert.deepEqual(done, ['resume']);
});

/** Connections that stay open until they are given up. */
function line() {
  const connections = [];
  const open = async (after, signal) => {
    const connection = { after, open: true };
    connections.push(connection);
    const body = new ReadableStream({
      start: (controller) => {
        connection.say = (seq) => controller.enqueue(new TextEncoder().encode(`data: {"seq":${seq}}\n\n`));
        signal.addEventListener('abort', () => {
          connection.open = false;
          controller.error(new DOMException('aborted', 'AbortError'));
        });
      },
    });
    return { body };
  };
  return { connections, open };
}

test('a stream that rests holds no connection, retries nothing, and resumes behind what it has', async () => {
  const { connections, open } = line();
  let last = 0;
  const stream = new Stream({ open, lastSeq: () => last, onEvent: (event) => (last = event.seq) > 0, onState: () => {} });
  const running = stream.run();
  await settle();
  connections[0].say(7);
  await settle();
  stream.rest();
  await settle();
  stream.rest();
  await settle();
  assert.deepEqual(connections.map((each) => [each.after, each.open]), [[0, false]]);
  stream.resume();
  await settle();
  assert.deepEqual(connections.map((each) => [each.after, each.open]), [[0, false], [7, true]]);
  stream.close();
  await running;
  assert.equal(connections[1].open, false);
});

test('a stream that is put to rest before it runs opens nothing, and can be closed', async () => {
  const { connections, open } = line();
  const stream = new Stream({ open, lastSeq: () => 0, onEvent: () => true, onState: () => {} });
  stream.rest();
  const running = stream.run();
  await settle();
  assert.deepEqual(connections, []);
  stream.close();
  await running;
});
