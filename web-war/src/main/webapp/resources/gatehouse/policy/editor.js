// The policy text: a finding takes you to its line, Tab goes on to the next control as everywhere, and dialogs open.

function line(number) {
  const editor = document.querySelector('[data-editor]');
  const lines = editor.value.split('\n');
  const start = lines.slice(0, number - 1).reduce((sum, each) => sum + each.length + 1, 0);
  editor.focus();
  editor.setSelectionRange(start, start + (lines[number - 1]?.length ?? 0));
  editor.scrollTop = (number - 4) * parseFloat(getComputedStyle(editor).lineHeight);
}

document.addEventListener('click', (event) => {
  const found = event.target.closest?.('[data-line]');
  if (found) {
    line(Number(found.dataset.line));
  }
  const opener = event.target.closest?.('[data-open]');
  if (opener) {
    window.PF(opener.dataset.open).show();
  }
});
