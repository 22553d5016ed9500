// Where the person writes. Knows nothing of sessions: it is given handlers and told the state.

import { ACCEPT, Attachments } from './attachments.js';
import { h, icon } from './dom.js';

const WORKING = new Set(['WORKING', 'WAITING', 'STARTING', 'STOPPING']);

/** @param handlers {send(text, images), stop(), typing(text), pictured(images), focus()} */
export class Composer {
  #handlers;
  #text;
  #send;
  #stop;
  #problem;
  #attachments;
  #stopping = false;
  #phase = 'PARKED';

  constructor(root, handlers) {
    this.#handlers = handlers;
    this.#text = h('textarea', { id: 'prompt', rows: '1', 'aria-label': 'Message to Claude', placeholder: 'Message to Claude', enterkeyhint: 'send' });
    this.#send = h('button', { type: 'submit', class: 'btn btn-primary composer-send', 'aria-label': 'Send' }, icon('send'));
    this.#stop = h('button', { type: 'button', class: 'btn btn-danger composer-stop', hidden: true });
    this.#problem = h('p', { class: 'composer-problem', role: 'alert', hidden: true });
    const previews = h('div', { class: 'attachments', hidden: true });
    this.#attachments = new Attachments(previews, (problem) => this.complain(problem), () => this.#handlers.pictured(this.images));
    const file = h('input', { type: 'file', accept: ACCEPT, multiple: true, class: 'visually-hidden', tabindex: '-1', 'aria-label': 'Attach pictures' });
    const attach = h('button', { type: 'button', class: 'icon-btn', 'aria-label': 'Attach pictures', title: 'Attach pictures' }, icon('clip'));
    this.pickers = h('div', { class: 'composer-pickers' });
    root.append(this.#problem, h('div', { class: 'composer-box' }, previews, this.#text,
      h('div', { class: 'composer-row' }, attach, file, this.pickers, this.#stop, this.#send)));
    this.#listen(root, file, attach);
  }

  #listen(root, file, attach) {
    root.addEventListener('submit', (event) => {
      event.preventDefault();
      this.submit();
    });
    this.#text.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.submit();
      }
    });
    this.#text.addEventListener('input', () => {
      this.#grow();
      this.#handlers.typing(this.#text.value);
    });
    this.#text.addEventListener('focus', () => this.#handlers.focus());
    this.#stop.addEventListener('click', () => this.stop());
    attach.addEventListener('click', () => file.click());
    file.addEventListener('change', () => {
      this.#attachments.add([...file.files]);
      file.value = '';
      this.#text.focus();
    });
    this.#text.addEventListener('paste', (event) => this.#take(event, event.clipboardData?.files));
    root.addEventListener('dragover', (event) => {
      event.preventDefault();
      root.classList.add('is-drop');
    });
    root.addEventListener('dragleave', () => root.classList.remove('is-drop'));
    root.addEventListener('drop', (event) => {
      root.classList.remove('is-drop');
      event.preventDefault();
      this.#take(event, event.dataTransfer?.files);
    });
  }

  #take(event, files) {
    if (!files?.length) return;
    event.preventDefault();
    this.#attachments.add([...files]);
  }

  submit() {
    const text = this.#text.value;
    if (!text.trim() && this.#attachments.size === 0) return;
    const images = this.#attachments.images;
    this.set('', []);
    this.#handlers.pictured([]);
    this.complain(null);
    this.#handlers.send(text, images);
  }

  set(text, images = null) {
    this.#text.value = text;
    if (images) this.#attachments.set(images);
    this.#grow();
    this.#handlers.typing(text);
  }

  get images() {
    return this.#attachments.images;
  }

  get text() {
    return this.#text.value;
  }

  /** Puts a prompt that could not be sent back, before whatever was typed since. */
  giveBack(text, images, problem) {
    const typed = this.#text.value;
    this.set(typed.trim() ? `${text}\n\n${typed}` : text, [...images, ...this.#attachments.images]);
    this.#handlers.pictured(this.images);
    this.complain(problem);
    this.focus();
  }

  complain(problem) {
    this.#problem.textContent = problem ?? '';
    this.#problem.hidden = !problem;
  }

  focus() {
    this.#text.focus();
  }

  get working() {
    return WORKING.has(this.#phase);
  }

  async stop() {
    if (!this.working || this.#stopping) return;
    this.#stopping = true;
    this.#draw();
    try {
      await this.#handlers.stop();
    } catch (failure) {
      this.#stopping = false;
      this.complain(`Stop was not delivered: ${failure.message}`);
      this.#draw();
    }
  }

  phase(phase) {
    this.#phase = phase;
    if (phase === 'STOPPING') this.#stopping = true;
    if (!this.working) this.#stopping = false;
    this.#draw();
  }

  /** The turn has ended: nothing is being stopped any more. */
  turnOver() {
    this.#stopping = false;
    this.#draw();
  }

  readOnly(reason) {
    this.#text.disabled = Boolean(reason);
    this.#send.disabled = Boolean(reason);
    this.#text.placeholder = reason ?? 'Message to Claude';
  }

  #draw() {
    this.#stop.hidden = !this.working;
    this.#stop.disabled = this.#stopping;
    this.#stop.replaceChildren(this.#stopping ? h('span', { class: 'spinner' }) : icon('stop'), this.#stopping ? 'Stopping…' : 'Stop');
  }

  #grow() {
    this.#text.style.height = 'auto';
    this.#text.style.height = `${Math.min(this.#text.scrollHeight, window.innerHeight * 0.4)}px`;
  }
}
