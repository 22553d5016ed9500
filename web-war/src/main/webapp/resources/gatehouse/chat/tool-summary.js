// What a tool call is about, in one line. Pure.

import { firstLine } from './format.js';

/** Within the person's own workspace a path is told from there; the card, unfolded, has it whole. */
const WORKSPACE = /^\/.*\/workspaces\/[0-9a-f-]{36}\/(?:project\/)?(?=.)/u;

const path = (input) => (input.file_path ?? input.notebook_path ?? input.path ?? '').replace(WORKSPACE, '');

const TOOLS = {
  Bash: { icon: 'terminal', ask: 'run this command', summary: (input) => input.command },
  Monitor: { icon: 'terminal', ask: 'run this command', summary: (input) => input.command ?? input.description },
  BashOutput: { icon: 'terminal', summary: (input) => input.bash_id },
  KillShell: { icon: 'terminal', summary: (input) => input.shell_id },
  Read: { icon: 'file', ask: 'read this file', summary: path },
  Write: { icon: 'pencil', ask: 'write this file', summary: path },
  Edit: { icon: 'pencil', ask: 'change this file', summary: path },
  MultiEdit: { icon: 'pencil', ask: 'change this file', summary: path },
  NotebookEdit: { icon: 'pencil', ask: 'change this notebook', summary: path },
  Glob: { icon: 'search', ask: 'look for files', summary: (input) => [input.pattern, input.path].filter(Boolean).join(' in ') },
  Grep: { icon: 'search', ask: 'search files', summary: (input) => [input.pattern, input.path ?? input.glob].filter(Boolean).join(' in ') },
  LS: { icon: 'search', ask: 'list a folder', summary: path },
  WebFetch: { icon: 'globe', ask: 'fetch this page', summary: (input) => input.url },
  WebSearch: { icon: 'globe', ask: 'search the web', summary: (input) => input.query },
  Task: { icon: 'robot', ask: 'start a subagent', summary: (input) => input.description },
  Agent: { icon: 'robot', ask: 'start a subagent', summary: (input) => input.description },
  TodoWrite: { icon: 'list', summary: (input) => todos(input.todos) },
  Skill: { icon: 'list', summary: (input) => input.skill ?? input.command },
  ToolSearch: { icon: 'search', summary: (input) => input.query },
  AskUserQuestion: { icon: 'question', summary: (input) => input.questions?.[0]?.question },
  ExitPlanMode: { icon: 'map', summary: () => 'Plan' },
  EnterPlanMode: { icon: 'map', summary: () => 'Plan first' },
};

function todos(list) {
  if (!Array.isArray(list)) return '';
  const done = list.filter((todo) => todo.status === 'completed').length;
  const current = list.find((todo) => todo.status === 'in_progress');
  return `${done} of ${list.length} done${current ? `, now: ${current.activeForm ?? current.content}` : ''}`;
}

/** `{icon, name, summary, ask}`; `ask` completes "Claude wants to …". */
export function toolSummary(tool, input) {
  const known = TOOLS[tool];
  const mcp = /^mcp__(.+?)__(.+)$/u.exec(tool ?? '');
  const name = mcp ? `${mcp[2]} (${mcp[1]})` : (tool ?? 'Tool');
  let summary = '';
  try {
    summary = known && input ? known.summary(input) : fallback(input);
  } catch {
    summary = '';
  }
  return {
    icon: known?.icon ?? (mcp ? 'plug' : 'tool'),
    name,
    summary: firstLine(typeof summary === 'string' ? summary : '', 160),
    ask: known?.ask ?? `use ${name}`,
  };
}

function fallback(input) {
  const text = Object.values(input ?? {}).find((value) => typeof value === 'string');
  return text ?? '';
}

const LANGUAGES = {
  js: 'javascript', mjs: 'javascript', ts: 'typescript', tsx: 'typescript', jsx: 'javascript', java: 'java', kt: 'kotlin', py: 'python',
  rb: 'ruby', go: 'go', rs: 'rust', c: 'c', h: 'c', cpp: 'cpp', cs: 'csharp', php: 'php', swift: 'swift', sh: 'bash', bash: 'bash',
  sql: 'sql', html: 'xml', xhtml: 'xml', xml: 'xml', svg: 'xml', css: 'css', scss: 'scss', json: 'json', yml: 'yaml', yaml: 'yaml',
  md: 'markdown', ini: 'ini', toml: 'ini', properties: 'ini', diff: 'diff', patch: 'diff', lua: 'lua', pl: 'perl', r: 'r',
};

/** highlight.js's name of a file's language, or null. */
export function languageOf(file) {
  const extension = /\.([a-z0-9]+)$/iu.exec(file ?? '')?.[1]?.toLowerCase();
  return LANGUAGES[extension] ?? null;
}
