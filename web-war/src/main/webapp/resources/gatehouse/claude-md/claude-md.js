// My CLAUDE.md. What was typed is never thrown away: a conflict, a restart or a lost sign-in leave it in the editor.

import { api } from '../chat/api.js';

const element = (name) => document.getElementById(`memory:${name}`);
const editor = element('text');

let saved = '';
let version = '';
let saving = false;

const dirty = () => !editor.disabled && editor.value !== saved;

function say(text) {
  element('state').textContent = text;
}

function show() {
  say(dirty() ? 'Not saved yet' : 'All saved');
  element('save').disabled = editor.disabled || saving;
}

function banner(name, problem) {
  for (const each of ['unreadable', 'conflict', 'problem']) {
    element(each).hidden = each !== name;
  }
  const reason = name && element(name).querySelector('[data-reason]');
  if (reason) reason.textContent = problem.signedOut ? 'You are signed out. Sign in in another window, then try again; your text stays here.' : problem.message;
}

function take(memory) {
  saved = memory.text;
  version = memory.version;
  editor.value = saved;
  editor.disabled = false;
  banner(null);
  show();
}

async function load() {
  say('Loading…');
  try {
    await api.me();
    take(await api.claudeMd());
  } catch (problem) {
    banner('unreadable', problem);
    say('');
  }
}

async function save() {
  if (saving || editor.disabled) return;
  const text = editor.value;
  saving = true;
  show();
  say('Saving…');
  try {
    version = (await api.saveClaudeMd(text, version)).version;
    saved = text;
    saving = false;
    banner(null);
    show();
    if (!dirty()) say('Saved. Claude reads it when a conversation is started or woken next.');
  } catch (problem) {
    saving = false;
    banner(problem.code === 'CONFLICT' ? 'conflict' : 'problem', problem);
    show();
  }
}

async function keepMine() {
  try {
    version = (await api.claudeMd()).version;
  } catch (problem) {
    banner('problem', problem);
    return;
  }
  await save();
}

document.getElementById('memory').addEventListener('submit', (event) => {
  event.preventDefault();
  save();
});
editor.addEventListener('input', show);
element('again').addEventListener('click', load);
element('keepMine').addEventListener('click', keepMine);
element('takeOther').addEventListener('click', load);

document.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === 's') {
    event.preventDefault();
    save();
  }
});

window.addEventListener('beforeunload', (event) => {
  if (dirty()) event.preventDefault();
});

load();
