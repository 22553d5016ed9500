// The chat page: brings its parts together. Each part knows its own matter; only this file knows them all.

import { announcement, Announcer } from './announce.js';
import { api } from './api.js';
import { Composer } from './composer.js';
import { ConversationList } from './conversation-list.js';
import { Drafts, Outbox } from './outbox.js';
import { EndableList, ModelPicker, ModePicker } from './pickers.js';
import { Session } from './session.js';
import { shortcuts } from './shortcuts.js';
import { StatusLine } from './status.js';
import { Toasts } from './toast.js';
import { Transcript } from './transcript.js';
import { asyncButton } from './dom.js';
import { nextFrame } from './frame.js';
import { plural } from './format.js';

const LIST_EVERY = 8_000;
const UNDO_SECONDS = 30;
const $ = (id) => document.getElementById(id);

class ChatPage {
  me = { id: null };
  status = { modes: [], models: [], agent: { up: true } };
  conversations = [];
  session = null;
  id = null;
  /** Choices for a conversation that does not exist yet. */
  wished = { mode: null, model: null };
  creating = null;
  warmed = false;
  drafts = null;
  outbox = null;

  constructor() {
    this.announcer = new Announcer($('say'), $('say-now'));
    this.toasts = new Toasts($('toasts'));
    this.transcript = new Transcript({
      box: $('transcript'), list: $('items'), unsent: $('unsent'), context: this.#cardContext(),
      onFollow: (following) => {
        $('to-end').hidden = following;
        this.#drawWaiting();
      },
    });
    this.composer = new Composer($('composer'), {
      send: (text, images) => this.send(text, images),
      stop: () => this.command('Interrupt'),
      typing: (text) => this.typing(text),
      focus: () => this.warm(),
    });
    this.modePicker = new ModePicker((mode) => this.changeMode(mode));
    this.modelPicker = new ModelPicker((model) => this.changeModel(model));
    this.rules = new EndableList(
      { name: 'Allowed for this session', one: 'rule', intro: 'Allowed for this session without asking', end: 'Take back', text: (rule) => rule },
      (rule) => this.command('RevokeSessionRule', { rule }));
    this.tasks = new EndableList(
      { name: 'Background tasks', one: 'task', intro: 'Running in the background', end: 'Stop', text: (task) => task.description || task.taskId },
      (task) => this.command('StopTask', { taskId: task.taskId }));
    this.composer.pickers.append(this.modePicker.node, this.modelPicker.node, this.rules.node, this.tasks.node);
    this.statusLine = new StatusLine($('status'), { retry: () => this.retry() });
    this.list = new ConversationList($('conversations'), {
      open: (id) => this.open(id),
      create: () => this.newConversation(),
      rename: (id, title) => this.rename(id, title),
      remove: (conversation) => this.remove(conversation),
    });
    shortcuts({
      stop: () => this.composer.stop(),
      search: () => this.search(),
      create: () => this.newConversation(),
      toQuestion: () => this.jumpToQuestion(),
      compose: () => this.composer.focus(),
      closeDrawer: () => this.drawer(false),
    });
    this.#listen();
  }

  #cardContext() {
    const page = this;
    return {
      get me() {
        return page.me;
      },
      command: (type, fields) => page.command(type, fields),
      blob: (sha256) => api.blob(page.id, sha256),
      mode: (mode) => page.status.modes.find((each) => each.mode === mode) ?? { mode, label: mode, description: '' },
      button: (className, label, action) => asyncButton({ class: className }, label, () => action().catch((problem) => page.toasts.show(problem.message, { tone: 'is-problem' }))),
      retry: () => page.retry(),
      takeBack: (promptId) => page.takeBack(promptId),
      writeAgain: (text) => page.composer.giveBack(text, [], null),
      focusComposer: () => page.composer.focus(),
    };
  }

  #listen() {
    $('to-end').addEventListener('click', () => this.transcript.jumpToEnd());
    $('waiting').addEventListener('click', () => this.jumpToQuestion());
    $('earlier').addEventListener('click', () => this.loadEarlier());
    for (const suggestion of document.querySelectorAll('[data-suggestion]')) {
      suggestion.addEventListener('click', () => {
        this.composer.set(suggestion.textContent);
        this.composer.focus();
      });
    }
    const toggle = document.querySelector('[data-drawer-toggle]');
    toggle.hidden = false;
    toggle.addEventListener('click', () => this.drawer(!document.body.classList.contains('drawer-open')));
    $('scrim').addEventListener('click', () => this.drawer(false));
    window.addEventListener('popstate', () => this.#show(idInAddress()));
    window.addEventListener('online', () => this.retry());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.retry());
  }

  async start() {
    await this.#loadUntilThere();
    this.drafts = new Drafts(localStorage, this.me.id);
    this.outbox = new Outbox({
      account: this.me.id,
      deliver: (id, { promptId, text, images }) => api.command(id, 'Prompt', { promptId, text, images }),
      onChange: () => this.transcript.draw(),
      onRefused: (id, prompt, message) => this.refused(id, prompt, message),
    });
    const typed = this.composer.text;
    this.#show(idInAddress());
    if (typed) this.composer.set(typed);
    this.outbox.resume();
    setInterval(() => document.visibilityState === 'visible' && this.#refresh(), LIST_EVERY);
  }

  /** A page opened while the portal restarts waits for it. */
  async #loadUntilThere() {
    for (let pause = 1000; ; pause = Math.min(pause * 2, 15_000)) {
      try {
        this.me = await api.me();
        [, this.conversations] = await Promise.all([this.#loadStatus(), api.conversations()]);
        return;
      } catch (problem) {
        if (problem.signedOut) {
          this.statusLine.connection({ name: 'signed-out' });
        } else {
          this.statusLine.connection({ name: 'agent', detail: problem.message, seconds: Math.round(pause / 1000) });
        }
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  async #refresh() {
    try {
      [, this.conversations] = await Promise.all([this.#loadStatus(), api.conversations()]);
      this.#drawAll();
    } catch {
      // The open stream says what is wrong; the list keeps what it knew.
    }
  }

  /** While the agent is down, its modes and models are those it had. */
  async #loadStatus() {
    this.status = { ...this.status, problem: null, cliProblem: null, ...(await api.status()) };
  }

  // --- which conversation

  open(id) {
    if (id !== this.id) history.pushState(null, '', id ? `?c=${encodeURIComponent(id)}` : location.pathname);
    this.#show(id);
  }

  newConversation() {
    this.open(null);
    this.composer.focus();
  }

  #show(id) {
    this.drawer(false);
    if (this.session && this.id === id) return;
    this.session?.close();
    this.session = null;
    this.id = id;
    this.warmed = false;
    this.composer.complain(null);
    this.composer.set(this.drafts.get(id), []);
    this.composer.phase('PARKED');
    this.statusLine.connection({ name: id ? 'connecting' : 'connected' });
    if (id) this.#follow(id);
    this.transcript.show(() => this.#content());
    this.#drawAll();
    if (matchMedia('(pointer: fine)').matches) this.composer.focus();
  }

  #follow(id) {
    const session = new Session(id, {
      changed: (event) => this.session === session && this.#changed(event),
      connection: (state) => this.session === session && this.statusLine.connection(state),
    });
    this.session = session;
    session.start();
  }

  #content() {
    const conversation = this.session?.conversation;
    const accepted = new Set([...(conversation?.items ?? []), ...(conversation?.queued ?? [])].map((item) => item.key));
    const unsent = this.outbox.waitingIn(this.id).filter((prompt) => !accepted.has(`prompt:${prompt.promptId}`));
    return { items: conversation?.items ?? [], queued: conversation?.queued ?? [], unsent };
  }

  // --- what happens

  #changed(event) {
    if (event?.type === 'PromptAccepted') this.outbox.accepted(event.promptId);
    if (event?.type === 'TurnCompleted') this.composer.turnOver();
    if (event?.type === 'TitleSuggested' || event?.type === 'PromptAccepted') this.#refresh();
    const said = event && announcement(event);
    if (said) this.announcer[said.urgent ? 'ask' : 'say'](said.text);
    this.transcript.draw();
    this.#drawAllSoon();
  }

  #drawAllSoon() {
    this.frame ??= nextFrame(() => {
      this.frame = null;
      this.#drawAll();
    });
  }

  #drawAll() {
    const conversation = this.session?.conversation;
    const state = conversation?.state ?? { phase: 'PARKED', ...this.wished, sessionRules: [], tasks: [] };
    const shown = this.conversations.map((each) => (each.id === this.id && conversation?.lastSeq ? { ...each, phase: state.phase, openQuestions: conversation.open.length } : each));
    this.list.show(shown, this.id);
    this.modePicker.show(this.status.modes, state.mode ?? this.wished.mode ?? this.status.initialMode ?? this.status.modes.find((mode) => mode.allowed)?.mode);
    this.modelPicker.show(this.status.models, state.model ?? this.wished.model);
    this.rules.show(state.sessionRules);
    this.tasks.show(state.tasks);
    this.composer.phase(state.phase);
    this.composer.readOnly(state.phase === 'ENDED' ? 'This conversation has ended. Start a new one.' : null);
    this.statusLine.work(state.phase, conversation?.progress ?? null);
    $('welcome').hidden = Boolean(this.session && (this.session.loading || conversation.items.length || conversation.queued.length)) || this.outbox.waitingIn(this.id).length > 0;
    $('earlier').hidden = !conversation?.hasEarlier;
    $('items').setAttribute('aria-busy', String(Boolean(this.session?.loading)));
    this.#drawWaiting();
    const title = this.conversations.find((each) => each.id === this.id)?.title ?? conversation?.title;
    const waiting = shown.reduce((total, each) => total + (each.openQuestions || 0), 0);
    this.announcer.title(title, waiting, this.composer.working);
    const problem = this.#agentProblem();
    $('agent-problem').hidden = !problem;
    $('agent-problem').querySelector('p').textContent = problem ?? '';
  }

  #agentProblem() {
    const { agent, cliProblem, problem } = this.status;
    if (!agent.up) return agent.problem?.detail ?? 'The agent cannot be reached. What you send is kept and delivered when it is back.';
    return cliProblem?.detail ?? problem?.detail ?? null;
  }

  #drawWaiting() {
    const open = this.session?.conversation.open ?? [];
    const count = Math.max(open.length, this.session?.conversation.state.openQuestions.length ?? 0);
    const hidden = open.some((question) => this.transcript.isInView(question.key));
    $('waiting').hidden = count === 0 || hidden;
    $('waiting').textContent = `${plural(count, 'question waits', 'questions wait')} for you`;
  }

  async jumpToQuestion() {
    const [first] = this.session?.conversation.open ?? [];
    if (first) this.transcript.jumpTo(first.key);
    else if (this.session?.conversation.state.openQuestions.length && await this.loadEarlier()) await this.jumpToQuestion();
  }

  async loadEarlier() {
    try {
      return await this.session.loadEarlier((commit) => this.transcript.keepPlace(commit));
    } catch (problem) {
      this.toasts.show(problem.message, { tone: 'is-problem' });
      return false;
    } finally {
      this.#drawAll();
    }
  }

  retry() {
    this.session?.retryNow();
    this.outbox?.retryAll();
    this.#refresh();
  }

  // --- what the person does

  command(type, fields) {
    return api.command(this.id, type, fields);
  }

  async send(text, images) {
    if (!this.outbox) {
      this.composer.giveBack(text, images, 'Not sent yet: the page is still being loaded.');
      return;
    }
    try {
      const id = await this.ensureConversation();
      this.transcript.jumpToEnd();
      this.outbox.add(id, text, images);
    } catch (problem) {
      this.composer.giveBack(text, images, `Not sent: ${problem.message}`);
    }
    this.#drawAll();
  }

  /** The conversation is made when the first key is pressed, so that its worker is up when the prompt comes. */
  ensureConversation() {
    if (this.id) return Promise.resolve(this.id);
    this.creating ??= this.#create().finally(() => (this.creating = null));
    return this.creating;
  }

  async #create() {
    const { mode, model } = this.wished;
    const created = await api.create({ ...(mode ? { mode } : {}), ...(model ? { model } : {}) });
    this.wished = { mode: null, model: null };
    this.conversations = [created, ...this.conversations.filter(({ id }) => id !== created.id)];
    if (this.id === null) {
      this.drafts.set(created.id, this.drafts.get(null));
      this.drafts.set(null, '');
      this.id = created.id;
      history.replaceState(null, '', `?c=${encodeURIComponent(created.id)}`);
      this.#follow(created.id);
      this.#drawAll();
    }
    return created.id;
  }

  typing(text) {
    if (!this.drafts) return;
    this.drafts.set(this.id, text);
    if (text.trim()) this.warm();
  }

  async warm() {
    if (this.warmed || !this.composer || this.composer.working) return;
    if (!this.id && !this.drafts?.get(null).trim()) return;
    this.warmed = true;
    try {
      await api.command(await this.ensureConversation(), 'Warm');
    } catch {
      // Only a head start: the prompt itself starts the worker and says what is wrong.
      this.warmed = false;
    }
  }

  refused(id, prompt, message) {
    if (id === this.id) {
      this.composer.giveBack(prompt.text, prompt.images, `Not sent: ${message}`);
    } else {
      this.drafts.set(id, `${prompt.text}\n${this.drafts.get(id)}`.trim());
      this.toasts.show(`A message was not sent: ${message}`, { action: { label: 'Show', run: () => this.open(id) }, seconds: 20, tone: 'is-problem' });
    }
  }

  takeBack(promptId) {
    const prompt = this.outbox.takeBack(promptId);
    if (prompt) this.composer.giveBack(prompt.text, prompt.images, null);
  }

  async changeMode(mode) {
    if (this.id) return this.command('ChangeMode', { mode });
    this.wished.mode = mode;
    this.#drawAll();
  }

  async changeModel(model) {
    if (this.id) return this.command('ChangeModel', { model });
    this.wished.model = model;
    this.#drawAll();
  }

  async rename(id, title) {
    try {
      await api.rename(id, title);
      await this.#refresh();
    } catch (problem) {
      this.toasts.show(`Not renamed: ${problem.message}`, { tone: 'is-problem' });
    }
  }

  async remove({ id, title }) {
    try {
      await api.remove(id);
    } catch (problem) {
      this.toasts.show(`Not deleted: ${problem.message}`, { tone: 'is-problem' });
      return;
    }
    this.conversations = this.conversations.filter((each) => each.id !== id);
    if (id === this.id) this.open(null);
    this.#drawAll();
    this.toasts.show(`Deleted “${title || 'New conversation'}”`, { seconds: UNDO_SECONDS, action: { label: 'Undo', run: () => this.#restore(id) } });
  }

  async #restore(id) {
    try {
      await api.restore(id);
      await this.#refresh();
      this.open(id);
    } catch (problem) {
      this.toasts.show(`Could not bring it back: ${problem.message}`, { tone: 'is-problem' });
    }
  }

  search() {
    this.drawer(true);
    this.list.search.focus();
    this.list.search.select();
  }

  /** Opens or closes the list on a narrow page; returns whether that changed anything. */
  drawer(open) {
    const was = document.body.classList.contains('drawer-open');
    document.body.classList.toggle('drawer-open', open);
    document.querySelector('[data-drawer-toggle]').setAttribute('aria-expanded', String(open));
    return was !== open && matchMedia('(max-width: 760px)').matches;
  }
}

function idInAddress() {
  return new URLSearchParams(location.search).get('c');
}

new ChatPage().start();
