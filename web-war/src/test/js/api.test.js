import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api } from '../../main/webapp/resources/gatehouse/chat/api.js';

globalThis.document = { querySelector: () => null };

async function problemFor(response) {
  globalThis.fetch = async () => response;
  return api.status().then(() => assert.fail('it succeeded'), (problem) => problem);
}

test('a server that has not loaded the portal yet is waited for', async () => {
  const problem = await problemFor(new Response('<html>HTTP Status 404 - Not Found</html>', { status: 404 }));
  assert.deepEqual([problem.temporary, problem.status], [true, 503]);
});

test('what the portal itself says is not there is not waited for', async () => {
  const problem = await problemFor(new Response('{"code":"NOT_FOUND","detail":"There is no such conversation."}', { status: 404 }));
  assert.deepEqual([problem.temporary, problem.status, problem.message], [false, 404, 'There is no such conversation.']);
});
