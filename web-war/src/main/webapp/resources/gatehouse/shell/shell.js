// The frame's own behaviour: theme switch, menus that close, initials. Every page loads it; it must never depend on one.

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? '';

/** Shows a theme at once: `light`, `dark` or `system`. */
export function applyTheme(theme) {
  document.documentElement.dataset.theme = theme;
  for (const link of document.querySelectorAll('link[data-scheme]')) {
    const scheme = link.dataset.scheme;
    link.media = theme === 'system' ? `(prefers-color-scheme: ${scheme})` : theme === scheme ? 'all' : 'not all';
  }
  for (const button of document.querySelectorAll('[data-theme-switch] button')) {
    button.setAttribute('aria-pressed', String(button.value === theme));
  }
}

async function keepTheme(theme) {
  await fetch(`${meta('context-path')}/api/me/theme`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': meta('csrf-token') },
    body: JSON.stringify({ theme }),
  });
}

function initials(name) {
  const words = name.trim().split(/[\s._-]+/u).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return letters.map((word) => [...word][0]).join('').toUpperCase();
}

function drawFrame() {
  for (const avatar of document.querySelectorAll('[data-initials]')) {
    avatar.textContent = initials(avatar.dataset.initials);
  }
  applyTheme(document.documentElement.dataset.theme || 'system');
}

drawFrame();
// An error page that Faces puts in the place of the page that asked brings a new frame.
new MutationObserver(drawFrame).observe(document.body, { childList: true });

document.addEventListener('click', (event) => {
  const choice = event.target.closest?.('[data-theme-switch] button');
  if (choice) {
    applyTheme(choice.value);
    keepTheme(choice.value).catch(() => {
      // The page looks as chosen; only the next visit will not remember it.
    });
  }
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
});

document.addEventListener('keydown', (event) => {
  const menu = event.key === 'Escape' ? document.querySelector('details.menu[open]') : null;
  if (menu) {
    menu.open = false;
    menu.querySelector('summary').focus();
    event.stopPropagation();
    event.preventDefault();
  }
}, true);
