// One line above the composer: is the page connected, and what is Claude at.

import { duration } from './format.js';
import { h } from './dom.js';

export class StatusLine {
  #node;
  #connection = { name: 'connecting' };
  #work = { phase: 'PARKED', progress: null, since: null };
  #handlers;

  /** @param handlers {retry()} */
  constructor(node, handlers) {
    this.#node = node;
    this.#handlers = handlers;
    setInterval(() => this.#work.since && this.#draw(), 1000);
  }

  connection(connection) {
    this.#connection = connection;
    this.#draw();
  }

  work(phase, progress) {
    const busy = ['WORKING', 'STARTING', 'STOPPING'].includes(phase);
    const since = busy ? (this.#work.since ?? Date.now()) : null;
    this.#work = { phase, progress, since };
    this.#draw();
  }

  #draw() {
    const [tone, ...content] = this.#broken() ?? this.#working() ?? ['quiet'];
    this.#node.dataset.tone = tone;
    this.#node.replaceChildren(...content);
  }

  #broken() {
    const { name, seconds, detail } = this.#connection;
    const retry = () => h('button', { type: 'button', class: 'btn btn-quiet btn-small', onclick: this.#handlers.retry }, 'Try now');
    switch (name) {
      case 'waiting':
        return ['warn', h('span', {}, `Not connected. Trying again in ${seconds} s. Nothing is lost.`), retry()];
      case 'agent':
        return ['danger', h('span', { title: detail || null }, `The agent cannot be reached. Trying again in ${seconds} s; what you send is kept.`), retry()];
      case 'signed-out':
        return ['danger', h('span', {}, 'You are signed out. What you wrote is kept. '), h('a', { href: location.href }, 'Sign in')];
      case 'gone':
        return ['danger', h('span', {}, detail || 'This conversation does not exist.')];
      default:
        return null;
    }
  }

  #working() {
    const { phase, progress, since } = this.#work;
    if (phase === 'WAITING') return ['quiet', h('span', {}, 'Claude waits for your answer.')];
    if (!since) return null;
    const words = { STARTING: 'Starting Claude Code', STOPPING: 'Stopping' }[phase] ?? (progress?.text || 'Working');
    return ['work', h('span', { class: 'pulse' }), h('span', {}, `${words}… ${duration(Math.max(0, Math.floor((Date.now() - since) / 1000) * 1000)).replace('.0', '')}`)];
  }
}
