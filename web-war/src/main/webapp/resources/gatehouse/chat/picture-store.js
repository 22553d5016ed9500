// Pictures of prompts that were not sent yet. They are too large for the storage that keeps the texts: the browser's
// database has them, the newest few only. Without a database (some private windows) they last as long as the page.

const NAME = 'gatehouse';
const STORE = 'pictures';
const KEPT = 8;
const LIMIT_MILLIS = 3_000;

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** Another window may hold an old version of the database open: nobody waits for that. */
const soon = (promise, otherwise) => Promise.race([promise, new Promise((resolve) => setTimeout(resolve, LIMIT_MILLIS, otherwise))]);

export class PictureStore {
  #account;
  #factory;
  #opened = null;
  #known = new Map();

  constructor(account, factory = globalThis.indexedDB) {
    this.#account = account;
    this.#factory = factory;
  }

  /** @param key what they belong to; @returns a list, empty if nothing is kept */
  async get(key) {
    if (this.#known.has(key)) return this.#known.get(key);
    try {
      return await soon(this.#read(key), []);
    } catch {
      return [];
    }
  }

  /** Keeps a list of `{mediaType, data}` in the place of what was kept; an empty one keeps nothing. */
  async set(key, images) {
    this.#known.set(key, images);
    try {
      const store = await this.#store('readwrite');
      if (images.length === 0) {
        store.delete(this.#key(key));
        return;
      }
      store.put({ key: this.#key(key), at: Date.now(), images });
      const keys = await done(store.index('at').getAllKeys());
      keys.slice(0, -KEPT).forEach((old) => store.delete(old));
    } catch {
      // A full or missing database.
    }
  }

  async #read(key) {
    const store = await this.#store('readonly');
    return (await done(store.get(this.#key(key))))?.images ?? [];
  }

  #key(key) {
    return `${this.#account}.${key}`;
  }

  async #store(mode) {
    this.#opened ??= this.#open();
    return (await this.#opened).transaction(STORE, mode).objectStore(STORE);
  }

  #open() {
    const request = this.#factory.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'key' }).createIndex('at', 'at');
    return done(request);
  }
}
