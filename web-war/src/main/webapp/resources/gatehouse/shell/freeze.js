// The banner that says that Claude is stopped, on pages that stay open. What stops or goes on is the agent's matter.

const EVERY = 10_000;
const banner = document.querySelector('[data-freeze]');
const context = document.querySelector('meta[name="context-path"]')?.content ?? '';

function show(reasons) {
  const text = reasons.join(' \u00b7 ');
  const reason = banner.querySelector('[data-freeze-reason]');
  if (reason.textContent !== text) {
    reason.textContent = text;
  }
  banner.hidden = reasons.length === 0;
}

async function look() {
  if (document.hidden) {
    return;
  }
  try {
    const answer = await fetch(`${context}/api/freeze`, { headers: { Accept: 'application/json' } });
    if (answer.ok) {
      show((await answer.json()).reasons);
    }
  } catch {
    // The portal cannot be reached; the page says so where it matters, and what was shown stays.
  }
}

setInterval(look, EVERY);
document.addEventListener('visibilitychange', look);
