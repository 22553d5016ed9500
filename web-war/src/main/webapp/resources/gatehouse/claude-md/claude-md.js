// My CLAUDE.md: says whether there is something to save, saves on Ctrl+S, asks before an unsaved text is left.

const editor = () => document.getElementById('memory:text');
const state = () => document.querySelector('[data-save-state]');
let saved = editor()?.value;

const dirty = () => editor() != null && editor().value !== saved;

function show() {
  if (state()) {
    state().textContent = dirty() ? 'Not saved yet' : 'All saved';
  }
}

document.addEventListener('input', (event) => {
  if (event.target === editor()) show();
});

document.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === 's' && editor()) {
    event.preventDefault();
    document.getElementById('memory:save')?.click();
  }
});

document.addEventListener('claude-md:saved', () => {
  const refused = document.querySelector('#memory\\:messages .ui-messages-error, #memory\\:conflict .banner');
  if (!refused) saved = editor()?.value;
  show();
});

window.addEventListener('beforeunload', (event) => {
  if (dirty()) event.preventDefault();
});

// "Take the other one" and "Try again" bring another editor into the page.
new MutationObserver(() => {
  if (editor() && !editor().dataset.known) {
    editor().dataset.known = 'true';
    saved = editor().value;
    show();
  }
}).observe(document.getElementById('memory'), { childList: true, subtree: true });

if (editor()) editor().dataset.known = 'true';
show();
