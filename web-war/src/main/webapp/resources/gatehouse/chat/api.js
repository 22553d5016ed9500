// The JSON boundary. Every refusal becomes a Problem with words for the person; nothing else is thrown.

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? '';
const base = () => meta('context-path');

/** A request that did not succeed. `status` 0: the server could not be reached. */
export class Problem extends Error {
  constructor(status, code, detail, extensions = {}) {
    super(detail);
    this.status = status;
    this.code = code;
    this.extensions = extensions;
  }

  /**
   * Whether the same request may succeed later without anyone changing it. A 500 says that the server stumbled, not that
   * it refused: what was sent may even have been accepted, and sent again under its id it counts once.
   */
  get temporary() {
    return this.status === 0 || [408, 425, 429, 500, 502, 503, 504].includes(this.status);
  }

  get signedOut() {
    return this.status === 401;
  }
}

/** A server answers 404 to everything until it has loaded the portal, and then the portal says itself what is not there. */
async function problemOf(response) {
  const body = await response.json().catch(() => ({}));
  const { type, title, status, code, detail, ...extensions } = body;
  if (response.status === 404 && !code) {
    return new Problem(503, 'STARTING', 'The portal is just being started.');
  }
  const words = detail ?? title ?? `The portal answered with status ${response.status}.`;
  return new Problem(response.status, code ?? '', words, extensions);
}

export async function open(path, { signal, headers } = {}) {
  const response = await reach(path, { signal, headers });
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function reach(path, options) {
  let response;
  try {
    response = await fetch(`${base()}/api/${path}`, { credentials: 'same-origin', redirect: 'manual', ...options });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Problem(0, 'OFFLINE', 'The portal cannot be reached. Check your connection.');
  }
  if (response.type === 'opaqueredirect') {
    throw new Problem(401, 'UNAUTHENTICATED', 'You are signed out.');
  }
  return response;
}

export async function request(method, path, body) {
  let response = await send(method, path, body);
  if (response.status === 403 && (await response.clone().json().catch(() => ({}))).code === 'CSRF') {
    await renewToken();
    response = await send(method, path, body);
  }
  if (!response.ok) throw await problemOf(response);
  const text = await response.text();
  return text ? JSON.parse(text) : null;
}

function send(method, path, body) {
  const headers = { Accept: 'application/json' };
  if (method !== 'GET') headers['X-CSRF-Token'] = meta('csrf-token');
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  return reach(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
}

let account = null;

/** Whoever signed in again in another window has another token; if it is another person, this page is not theirs. */
async function renewToken() {
  const me = await request('GET', 'me');
  if (account && me.id !== account) {
    location.reload();
    return new Promise(() => {});
  }
  document.querySelector('meta[name="csrf-token"]').content = me.csrfToken;
  return me;
}

export const LIST_PAGE = 100;

const session = (id) => `sessions/${encodeURIComponent(id)}`;
const conversation = (id) => `conversations/${encodeURIComponent(id)}`;
const listed = (answer, name) => (Array.isArray(answer) ? answer : (answer?.[name] ?? []));

export const api = {
  me: async () => {
    const me = await request('GET', 'me');
    account ??= me.id;
    return me;
  },
  status: () => request('GET', 'status'),
  /** The newest ones, or those before a time: at most {@link LIST_PAGE}. */
  conversations: async (before) => listed(await request('GET', `conversations?${new URLSearchParams({ limit: LIST_PAGE, ...(before ? { before } : {}) })}`), 'conversations'),
  create: (settings) => request('POST', 'conversations', settings),
  rename: (id, title) => request('PATCH', conversation(id), { title }),
  remove: (id) => request('DELETE', conversation(id)),
  restore: (id) => request('POST', `${conversation(id)}/restore`),
  history: async (id, before, limit) => {
    const query = new URLSearchParams({ limit, ...(before ? { before } : {}) });
    return listed(await request('GET', `${session(id)}/history?${query}`), 'events');
  },
  command: (id, type, fields = {}) => request('POST', `${session(id)}/commands`, { type, ...fields }),
  events: (id, after, signal) => open(`${session(id)}/events?after=${after}`, { signal, headers: { Accept: 'text/event-stream' } }),
  claudeMd: () => request('GET', 'claude-md'),
  saveClaudeMd: (text, version) => request('PUT', 'claude-md', { text, version }),
  blob: (id, sha256) => `${base()}/api/${session(id)}/blobs/${encodeURIComponent(sha256)}`,
};
