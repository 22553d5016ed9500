// Pictures beside a prompt: pasted, dropped or chosen; checked, previewed, removable.

import { bytes } from './format.js';
import { h, icon } from './dom.js';

export const MAX_IMAGES = 5;
export const MAX_BYTES = 5 * 1024 * 1024;
const TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
export const ACCEPT = TYPES.join(',');

/** Why a file cannot be attached, in words; null if it can. */
export function objection(file, already) {
  if (!TYPES.includes(file.type)) return `${file.name || 'This file'} is not a PNG, JPEG, GIF or WebP picture.`;
  if (file.size > MAX_BYTES) return `${file.name || 'This picture'} has ${bytes(file.size)}; at most ${bytes(MAX_BYTES)} can be sent.`;
  if (already >= MAX_IMAGES) return `At most ${MAX_IMAGES} pictures can be sent with one prompt.`;
  return null;
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(',') + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

export class Attachments {
  #images = [];
  #node;
  #onProblem;
  #onChange;

  /** @param onChange the person added or removed a picture */
  constructor(node, onProblem, onChange) {
    this.#node = node;
    this.#onProblem = onProblem;
    this.#onChange = onChange;
  }

  get images() {
    return this.#images.map(({ mediaType, data }) => ({ mediaType, data }));
  }

  get size() {
    return this.#images.length;
  }

  set(images) {
    this.#images = [...images];
    this.#draw();
  }

  async add(files) {
    for (const file of files) {
      const problem = objection(file, this.#images.length);
      if (problem) {
        this.#onProblem(problem);
        continue;
      }
      try {
        const data = await base64(file);
        // Only now: while the file was read, another list may have taken the place of this one.
        this.#images.push({ mediaType: file.type, data, name: file.name });
      } catch {
        this.#onProblem(`${file.name || 'The picture'} could not be read.`);
      }
    }
    this.#draw();
    this.#onChange();
  }

  #draw() {
    this.#node.hidden = this.#images.length === 0;
    this.#node.replaceChildren(...this.#images.map((image, index) => {
      const name = image.name || `picture ${index + 1}`;
      const remove = () => {
        this.#images.splice(index, 1);
        this.#draw();
        this.#onChange();
      };
      return h('span', { class: 'attachment' },
        h('img', { src: `data:${image.mediaType};base64,${image.data}`, alt: name }),
        h('button', { type: 'button', class: 'icon-btn', 'aria-label': `Remove ${name}`, onclick: remove }, icon('cross')));
    }));
  }
}
