// The number beside "Approvals" on every page. It must never keep a page from working.

const EVERY = 15_000;
const base = document.querySelector('meta[name="context-path"]')?.content ?? '';
const badges = document.querySelectorAll('[data-approvals-count]');

async function count(path, name) {
  const response = await fetch(`${base}/api/${path}`, { headers: { Accept: 'application/json' }, redirect: 'manual' });
  return response.ok ? (await response.json())[name] : 0;
}

async function look() {
  if (document.visibilityState !== 'visible') return;
  try {
    const [questions, requests] = await Promise.all([count('approvals/count', 'questions'), count('leases/count', 'requests')]);
    const waiting = questions + requests;
    for (const badge of badges) {
      badge.hidden = waiting === 0;
      badge.textContent = waiting > 99 ? '99+' : String(waiting);
      badge.title = `${questions} questions and ${requests} requests wait for you`;
    }
  } catch {
    // the portal cannot be reached now; the number stays as it was
  }
}

if (badges.length) {
  look();
  setInterval(look, EVERY);
  document.addEventListener('visibilitychange', look);
}
