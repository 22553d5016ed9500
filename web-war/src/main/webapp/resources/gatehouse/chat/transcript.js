// The scrolling list of cards: draws what changed, keeps the reader's place, follows the end only if the reader is there.

import { card } from './cards/card.js';
import { nextFrame } from './frame.js';
import { unsentCard } from './cards/text.js';

const NEAR_END = 60;

export class Transcript {
  #box;
  #list;
  #unsent;
  #context;
  #cards = new Map();
  #follow = true;
  #frame = null;
  #source = () => ({ items: [], queued: [], unsent: [] });

  /**
   * @param box scrolling element
   * @param list element that gets the cards
   * @param unsent element for prompts not accepted yet
   * @param onFollow(following) whether the end is in view
   */
  constructor({ box, list, unsent, context, onFollow }) {
    this.#box = box;
    this.#list = list;
    this.#unsent = unsent;
    this.#context = context;
    box.addEventListener('scroll', () => {
      this.#follow = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;
      onFollow(this.#follow);
    }, { passive: true });
    const keepEnd = new ResizeObserver(() => this.#follow && this.#toEnd());
    keepEnd.observe(list);
    keepEnd.observe(box);
    setInterval(() => this.tick(), 1000);
  }

  /** Lets cards look at what is not told by events: the time, and who else is being waited for. */
  tick() {
    this.#cards.forEach((each) => each.card.tick?.());
  }

  /** Shows another conversation. `source()` gives `{items, queued, unsent}`. */
  show(source) {
    this.#source = source;
    this.#cards.clear();
    this.#list.replaceChildren();
    this.#follow = true;
    this.drawNow();
    this.#toEnd();
  }

  draw() {
    this.#frame ??= nextFrame(() => this.drawNow());
  }

  drawNow() {
    this.#frame?.();
    this.#frame = null;
    const { items, queued, unsent } = this.#source();
    this.#reconcile(this.#list, [...items, ...queued]);
    this.#unsent.replaceChildren(...unsent.map((prompt) => unsentCard(prompt, this.#context)));
    if (this.#follow) this.#toEnd();
  }

  /** Runs a change that adds cards above, and keeps what the reader looks at where it is. */
  keepPlace(change) {
    const before = this.#box.scrollHeight - this.#box.scrollTop;
    change();
    this.drawNow();
    this.#box.scrollTop = this.#box.scrollHeight - before;
  }

  jumpToEnd() {
    this.#follow = true;
    this.#toEnd();
  }

  jumpTo(key) {
    const found = this.#cards.get(key);
    if (!found) return false;
    this.#follow = false;
    const { node } = found.card;
    node.scrollIntoView({ block: node.offsetHeight > this.#box.clientHeight * 0.8 ? 'start' : 'center' });
    found.card.focus?.();
    return true;
  }

  isInView(key) {
    const node = this.#cards.get(key)?.card.node;
    if (!node) return false;
    const view = this.#box.getBoundingClientRect();
    const place = node.getBoundingClientRect();
    return place.bottom > view.top + 40 && place.top < view.bottom - 40;
  }

  #toEnd() {
    this.#box.scrollTop = this.#box.scrollHeight;
  }

  #reconcile(container, items) {
    let next = container.firstElementChild;
    for (const item of items) {
      const { node } = this.#upToDate(item);
      if (node === next) {
        next = next.nextElementSibling;
      } else {
        container.insertBefore(node, next);
      }
    }
    while (next) {
      const gone = next;
      next = next.nextElementSibling;
      gone.remove();
    }
  }

  #upToDate(item) {
    const signature = `${item.first}:${item.last}:${item.text?.length ?? ''}:${item.status ?? ''}`;
    let known = this.#cards.get(item.key);
    if (!known) {
      known = { card: card(item, this.#context), signature };
      this.#cards.set(item.key, known);
    } else if (known.signature !== signature) {
      known.card.update(item);
      known.signature = signature;
    }
    if (item.children) {
      this.#reconcile(known.card.children, item.children);
      known.card.children.hidden = item.children.length === 0;
    }
    return known.card;
  }
}
