// Server-sent events (WHATWG HTML, 9.2) read from a fetch body. EventSource would hide what the page must tell the
// person: the status (signed out, agent down) and whether the line is still alive (comments).

/** Feed it text as it arrives; it calls `onEvent({id, event, data})` for each complete event. */
export class SseParser {
  #rest = '';
  #data = [];
  #event = '';
  #id = '';
  #onEvent;

  constructor(onEvent) {
    this.#onEvent = onEvent;
  }

  push(text) {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/u);
    this.#rest = lines.pop();
    for (const line of lines) {
      this.#line(line);
    }
  }

  #line(line) {
    if (line === '') {
      if (this.#data.length) {
        this.#onEvent({ id: this.#id, event: this.#event || 'message', data: this.#data.join('\n') });
      }
      this.#data = [];
      this.#event = '';
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /u, '');
    if (field === 'data') this.#data.push(value);
    else if (field === 'event') this.#event = value;
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
  }
}
