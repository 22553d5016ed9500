// The chat page: brings its parts together. Each part knows its own matter; only this file knows them all.

import { announcement } from './announce.js';
import { ChatLeases } from '../leases/chat-leases.js';
import { SessionStanding } from '../approvals/session-standing.js';
import { api } from './api.js';
import { Composer } from './composer.js';
import { ConversationList } from './conversation-list.js';
import { Conversations } from './conversations.js';
import { asyncButton } from './dom.js';
import { ListActions } from './list-actions.js';
import { PageView } from './page-view.js';
import { EndableList, ModelPicker, ModePicker } from './pickers.js';
import { Rest } from './rest.js';
import { Sending } from './sending.js';
import { Session } from './session.js';
import { shortcuts } from './shortcuts.js';
import { StatusLine } from './status.js';
import { Toasts } from './toast.js';
import { Transcript } from './transcript.js';

const LIST_EVERY = 8_000;
const LONGEST_PAUSE = 15_000;
const $ = (id) => document.getElementById(id);

class ChatPage {
  me = { id: null };
  status = { modes: [], models: [], agent: { up: true } };
  conversations = new Conversations();
  session = null;
  /** Of the shown conversation; null: one that does not exist yet; undefined: nothing is shown yet. */
  id = undefined;
  sending = null;
  /** Enter was pressed before the page knew who is here. */
  eager = false;

  constructor() {
    this.toasts = new Toasts($('toasts'));
    this.composer = new Composer($('composer'), {
      send: (text, images) => this.send(text, images),
      stop: () => this.command('Interrupt'),
      typing: (text) => this.sending?.typing(text),
      pictured: (images) => this.sending?.pictured(images),
      focus: () => this.sending?.warm(),
    });
    this.leases = new ChatLeases($('leases'), {
      changed: () => this.view.drawSoon(),
      news: (text) => {
        this.toasts.show(text, { seconds: 12 });
        this.refresh();
      },
    });
    this.standing = new SessionStanding(() => this.transcript.tick());
    this.transcript = new Transcript({
      box: $('transcript'), list: $('items'), unsent: $('unsent'), context: this.#cardContext(),
      onFollow: (following) => {
        $('to-end').hidden = following;
        this.view.waiting();
      },
    });
    const actions = new ListActions(this.toasts, {
      refresh: () => this.refresh(),
      open: (id) => this.open(id),
      forget: (id) => this.#forget(id),
      loadOlder: () => this.conversations.loadOlder().then(() => this.view.draw()),
    });
    this.list = new ConversationList($('conversations'), {
      open: (id) => this.open(id),
      create: () => this.newConversation(),
      rename: (id, title) => actions.rename(id, title),
      remove: (conversation) => actions.remove(conversation),
      older: () => actions.older(),
    });
    this.statusLine = new StatusLine($('status'), { retry: () => this.retry() });
    this.view = new PageView({ transcript: this.transcript, composer: this.composer, list: this.list, statusLine: this.statusLine, ...this.#pickers() },
      () => ({ id: this.id, status: this.status, conversations: this.conversations, session: this.session, waiting: this.sending?.waiting ?? [], wished: this.sending?.wished ?? {} }));
    this.#keys();
    this.#listen();
  }

  #pickers() {
    const pickers = {
      modePicker: new ModePicker((mode) => this.#choose('ChangeMode', 'mode', mode), {
        askable: (mode) => this.leases.askable(mode),
        ask: (mode) => this.leases.ask(mode),
      }),
      modelPicker: new ModelPicker((model) => this.#choose('ChangeModel', 'model', model)),
      rules: new EndableList(
        { name: 'Allowed for this session', one: 'rule', intro: 'Allowed for this session without asking', end: 'Take back', text: (rule) => rule },
        (rule) => this.command('RevokeSessionRule', { rule })),
      tasks: new EndableList(
        { name: 'Background tasks', one: 'task', intro: 'Running in the background', end: 'Stop', text: (task) => task.description || task.taskId },
        (task) => this.command('StopTask', { taskId: task.taskId })),
    };
    this.composer.pickers.append(...Object.values(pickers).map((picker) => picker.node));
    return pickers;
  }

  /** What cards may ask of the page. */
  #cardContext() {
    const page = this;
    const attempt = (action) => () => action().catch((problem) => page.toasts.show(problem.message, { tone: 'is-problem' }));
    return {
      get me() {
        return page.me;
      },
      command: (type, fields) => page.command(type, fields),
      standing: (item) => page.standing.of(item),
      nameOf: (account) => page.standing.nameOf(account),
      blob: (sha256) => api.blob(page.id, sha256),
      mode: (mode) => page.status.modes.find((each) => each.mode === mode) ?? { mode, label: mode, description: '' },
      button: (className, label, action) => asyncButton({ class: className }, label, attempt(action)),
      retry: () => page.retry(),
      takeBack: (promptId) => page.sending.takeBack(promptId),
      writeAgain: (text) => page.composer.giveBack(text, [], null),
      focusComposer: () => page.composer.focus(),
    };
  }

  #keys() {
    shortcuts({
      stop: () => this.composer.stop(),
      search: () => {
        this.view.drawer(true);
        this.list.search.focus();
        this.list.search.select();
      },
      create: () => this.newConversation(),
      toQuestion: () => this.toQuestion(),
      compose: () => this.composer.focus(),
      closeDrawer: () => this.view.drawer(false),
    });
  }

  #listen() {
    $('to-end').addEventListener('click', () => this.transcript.jumpToEnd());
    $('waiting').addEventListener('click', () => this.toQuestion());
    $('earlier').addEventListener('click', () => this.loadEarlier());
    for (const suggestion of document.querySelectorAll('[data-suggestion]')) {
      suggestion.addEventListener('click', () => {
        this.composer.set(suggestion.textContent);
        this.composer.focus();
      });
    }
    const toggle = document.querySelector('[data-drawer-toggle]');
    toggle.hidden = false;
    toggle.addEventListener('click', () => this.view.drawer(!this.view.drawerOpen));
    $('scrim').addEventListener('click', () => this.view.drawer(false));
    window.addEventListener('popstate', () => this.#show(idInAddress()));
    window.addEventListener('online', () => this.retry());
    this.rest = new Rest(document, {
      rest: () => this.session?.rest(),
      look: () => this.refresh(),
      resume: () => {
        this.session?.resume();
        this.retry();
      },
    });
  }

  // --- what the page knows

  async start() {
    await this.#loadUntilThere();
    const { text, images } = this.composer;
    this.sending = new Sending(this.me.id, this.composer, {
      changed: () => this.#waitingChanged(),
      born: (conversation, shown) => this.#born(conversation, shown),
      returned: (id, problem) => this.#returned(id, problem),
    });
    this.#show(idInAddress());
    if (text) this.composer.set(text);
    if (images.length) this.#attach(images);
    this.leases.look();
    await this.sending.resume();
    if (this.eager) this.composer.submit();
    setInterval(() => document.visibilityState === 'visible' && this.refresh(), LIST_EVERY);
  }

  #attach(images) {
    this.composer.set(this.composer.text, images);
    this.sending.pictured(images);
  }

  /** A page opened while the portal restarts waits for it. */
  async #loadUntilThere() {
    for (let pause = 1000; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      try {
        this.me = await api.me();
        await this.#load();
        return;
      } catch (problem) {
        const name = problem.signedOut ? 'signed-out' : 'agent';
        this.statusLine.connection({ name, detail: problem.message, seconds: Math.round(pause / 1000) });
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  async #load() {
    const [status] = await Promise.all([api.status(), this.conversations.refresh()]);
    // While the agent is down, its modes and models are those it had.
    this.status = { ...this.status, problem: null, cliProblem: null, ...status };
  }

  async refresh() {
    try {
      await this.#load();
      this.view.draw();
    } catch {
      // The open stream says what is wrong; the list keeps what it knew.
    }
  }

  retry() {
    this.session?.retryNow();
    this.sending?.retryAll();
    this.refresh();
  }

  // --- which conversation is shown

  open(id) {
    if (id !== this.id) history.pushState(null, '', addressOf(id));
    this.#show(id);
  }

  newConversation() {
    this.open(null);
    this.composer.focus();
  }

  #show(id) {
    this.view.drawer(false);
    if (this.id === id) return;
    this.session?.close();
    this.session = null;
    this.id = id;
    this.composer.phase('PARKED');
    this.sending.show(id);
    this.standing.show(id);
    this.statusLine.connection({ name: id ? 'connecting' : 'connected' });
    if (id) this.#follow(id);
    this.transcript.show(() => this.#content());
    this.view.draw();
    if (matchMedia('(pointer: fine)').matches) this.composer.focus();
  }

  #follow(id) {
    const session = new Session(id, {
      changed: (event) => this.session === session && this.#changed(event),
      connection: (state) => this.session === session && this.statusLine.connection(state),
    });
    this.session = session;
    if (this.rest.resting) session.rest();
    session.start();
  }

  #content() {
    const { items = [], queued = [] } = this.session?.conversation ?? {};
    const accepted = new Set([...items, ...queued].map((item) => item.key));
    return { items, queued, unsent: this.sending.waiting.filter((prompt) => !accepted.has(`prompt:${prompt.promptId}`)) };
  }

  #forget(id) {
    this.conversations.remove(id);
    if (id === this.id) this.open(null);
    this.view.draw();
  }

  // --- what happens

  #changed(event) {
    this.standing.happened(event);
    if (event?.type === 'GrantChanged') this.#granted();
    if (event?.type === 'PromptAccepted') this.sending.accepted(event.promptId);
    if (event?.type === 'TurnCompleted') this.composer.turnOver();
    if (event?.type === 'TitleSuggested' || event?.type === 'PromptAccepted') this.refresh();
    const said = event && announcement(event);
    if (said) this.view.announcer[said.urgent ? 'ask' : 'say'](said.text);
    this.transcript.draw();
    this.view.drawSoon();
  }

  /** What is allowed has changed: the pickers and what is left of a lease too. */
  #granted() {
    this.refresh();
    this.leases.look();
  }

  #waitingChanged() {
    if (this.id === undefined) return;
    this.transcript.draw();
    this.view.drawSoon();
  }

  #born(conversation, shown) {
    this.conversations.add(conversation);
    if (shown) {
      this.id = conversation.id;
      this.standing.show(conversation.id);
      history.replaceState(null, '', addressOf(conversation.id));
      this.#follow(conversation.id);
    } else if (this.id === null && !this.composer.text.trim()) {
      this.open(conversation.id);
    }
    this.view.draw();
  }

  #returned(id, problem) {
    if (id === this.id) this.sending.show(id);
    const action = id === this.id ? null : { label: 'Show', run: () => this.open(id) };
    this.toasts.show(`A message was not sent and is back to be edited: ${problem}`, { action, seconds: 20, tone: 'is-problem' });
  }

  // --- what the person does

  command(type, fields) {
    return api.command(this.id, type, fields);
  }

  send(text, images) {
    if (!this.sending) {
      this.eager = true;
      this.composer.giveBack(text, images, 'The page is still being loaded; this is sent as soon as it is.');
      return;
    }
    this.transcript.jumpToEnd();
    this.sending.send(text, images);
    this.view.draw();
  }

  async #choose(command, setting, value) {
    if (this.id) return this.command(command, { [setting]: value });
    if (this.sending) this.sending.wished[setting] = value;
    this.view.draw();
  }

  async toQuestion() {
    const conversation = this.session?.conversation;
    const [first] = conversation?.open ?? [];
    if (first) this.transcript.jumpTo(first.key);
    else if (conversation?.state.openQuestions.length && (await this.loadEarlier())) await this.toQuestion();
  }

  async loadEarlier() {
    try {
      return await this.session.loadEarlier((commit) => this.transcript.keepPlace(commit));
    } catch (problem) {
      this.toasts.show(problem.message, { tone: 'is-problem' });
      return false;
    } finally {
      this.view.draw();
    }
  }
}

function idInAddress() {
  return new URLSearchParams(location.search).get('c');
}

function addressOf(id) {
  return id ? `?c=${encodeURIComponent(id)}` : location.pathname;
}

new ChatPage().start();
