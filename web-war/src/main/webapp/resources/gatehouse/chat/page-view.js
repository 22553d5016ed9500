// Everything of the page that follows from its state: drawn as a whole, at most once a frame. It decides nothing.

import { Announcer } from './announce.js';
import { nextFrame } from './frame.js';
import { plural } from './format.js';

const $ = (id) => document.getElementById(id);
const NOTHING = { phase: 'PARKED', mode: null, model: null, sessionRules: [], tasks: [], openQuestions: [] };

/** @param parts {transcript, composer, list, modePicker, modelPicker, rules, tasks, statusLine} */
export class PageView {
  announcer = new Announcer($('say'), $('say-now'));
  #parts;
  #state;
  #calledOff = null;

  /** @param state() gives {id, status, conversations, session, waiting, wished} */
  constructor(parts, state) {
    this.#parts = parts;
    this.#state = state;
  }

  drawSoon() {
    this.#calledOff ??= nextFrame(() => this.draw());
  }

  draw() {
    this.#calledOff?.();
    this.#calledOff = null;
    const { id, status, conversations, session, waiting, wished } = this.#state();
    const conversation = session?.conversation;
    const state = conversation?.state ?? { ...NOTHING, ...wished };
    const shown = conversations.entries.map((each) => (each.id === id && conversation?.lastSeq && !session.resting ? { ...each, phase: state.phase, openQuestions: conversation.open.length } : each));
    this.#parts.list.show(shown, id, conversations.more);
    this.#settings(status, state, wished);
    this.#work(state, conversation);
    this.#transcript(session, waiting);
    this.waiting();
    this.#agent(status);
    const title = conversations.entries.find((each) => each.id === id)?.title ?? conversation?.title;
    const questions = shown.reduce((total, each) => total + (each.openQuestions || 0), 0);
    this.announcer.title(title, questions, this.#parts.composer.working);
  }

  #settings({ modes, models, initialMode }, state, wished) {
    const initial = initialMode ?? modes.find((mode) => mode.allowed)?.mode;
    this.#parts.modePicker.show(modes, state.mode ?? wished.mode ?? initial);
    this.#parts.modelPicker.show(models, state.model ?? wished.model);
    this.#parts.rules.show(state.sessionRules);
    this.#parts.tasks.show(state.tasks);
  }

  #work(state, conversation) {
    this.#parts.composer.phase(state.phase);
    this.#parts.composer.readOnly(state.phase === 'ENDED' ? 'This conversation has ended. Start a new one.' : null);
    this.#parts.statusLine.work(state.phase, conversation?.progress ?? null);
  }

  #transcript(session, waiting) {
    const conversation = session?.conversation;
    const something = conversation && (session.loading || conversation.items.length > 0 || conversation.queued.length > 0);
    $('welcome').hidden = Boolean(something) || waiting.length > 0;
    $('earlier').hidden = !conversation?.hasEarlier;
    $('items').setAttribute('aria-busy', String(Boolean(session?.loading)));
  }

  /** The bar that leads to a question, unless one is in view. */
  waiting() {
    const conversation = this.#state().session?.conversation;
    const open = conversation?.open ?? [];
    const count = Math.max(open.length, conversation?.state.openQuestions.length ?? 0);
    const inView = open.some((question) => this.#parts.transcript.isInView(question.key));
    $('waiting').hidden = count === 0 || inView;
    $('waiting').textContent = `${plural(count, 'question waits', 'questions wait')} for you`;
  }

  #agent({ agent, cliProblem, problem }) {
    const down = agent.problem?.detail ?? 'The agent cannot be reached. What you send is kept and delivered when it is back.';
    const words = agent.up ? (cliProblem?.detail ?? problem?.detail ?? null) : down;
    $('agent-problem').hidden = !words;
    $('agent-problem').querySelector('p').textContent = words ?? '';
  }

  /** Opens or closes the list on a narrow page; returns whether that changed anything. */
  drawer(open) {
    const was = document.body.classList.contains('drawer-open');
    document.body.classList.toggle('drawer-open', open);
    document.querySelector('[data-drawer-toggle]').setAttribute('aria-expanded', String(open));
    return was !== open && matchMedia('(max-width: 760px)').matches;
  }

  get drawerOpen() {
    return document.body.classList.contains('drawer-open');
  }
}
