// A Markdown text that may still grow: only the blocks that changed are drawn again, at most once a frame.

import { blocks } from './markdown.js';
import { h } from './dom.js';
import { nextFrame } from './frame.js';

export class MarkdownView {
  node = h('div', { class: 'md' });
  #drawn = [];
  #text = '';
  #frame = null;

  /** @param now draw at once; otherwise with the next frame */
  show(text, now) {
    if (text === this.#text && !now) return;
    this.#text = text;
    if (now) {
      this.#frame?.();
      this.#frame = null;
      this.#draw();
    } else {
      this.#frame ??= nextFrame(() => {
        this.#frame = null;
        this.#draw();
      });
    }
  }

  #draw() {
    const wanted = blocks(this.#text);
    let same = 0;
    while (same < wanted.length && same < this.#drawn.length && wanted[same].key === this.#drawn[same].key) same += 1;
    this.#drawn.splice(same).forEach((old) => old.nodes.forEach((node) => node.remove()));
    for (const block of wanted.slice(same)) {
      const fragment = block.render();
      const nodes = fragment.nodeType === Node.DOCUMENT_FRAGMENT_NODE ? [...fragment.childNodes] : [fragment];
      this.node.append(...nodes);
      this.#drawn.push({ key: block.key, nodes });
    }
  }
}
