// "Ask for…": for how long and why. An administrator can break the glass instead, having signed in again.

import { asyncButton, h } from '../chat/dom.js';
import { leasesApi } from '../approvals/approvals-api.js';

const OFFERED = [15, 30, 60, 120, 240];

/**
 * @param mode {mode, label, description}
 * @param terms {maxMinutes, breakGlass, maxBreakGlassMinutes}
 * @param done(lease) after it was asked for or taken
 */
export function askForMode(mode, terms, done) {
  const minutes = h('select', { class: 'input' });
  const offer = (max) => minutes.replaceChildren(...OFFERED.filter((each) => each <= max).map((each) => h('option', { value: String(each) }, each < 60 ? `${each} minutes` : each === 60 ? '1 hour' : `${each / 60} hours`)));
  offer(terms.maxMinutes);
  minutes.value = '30';
  const reason = h('textarea', { class: 'input', rows: '3', maxlength: '500', required: true, placeholder: 'What is it needed for?' });
  const password = h('input', { class: 'input', type: 'password', autocomplete: 'current-password' });
  const glass = h('div', { class: 'glass', hidden: true },
    h('p', { class: 'banner banner-danger' }, 'Nobody else is asked. It is recorded, shown to every approver and administrator, and stays marked for ever. Use it when waiting does harm.'),
    h('label', { class: 'field' }, h('span', {}, 'Your password, again'), password));
  const problem = h('p', { class: 'ask-problem', role: 'alert', hidden: true });
  const breaking = () => !glass.hidden;

  const dialog = h('dialog', { class: 'dialog', 'aria-label': `Ask for the mode ${mode.label}` });
  const close = () => dialog.close();
  const send = asyncButton({ class: 'btn btn-primary', type: 'submit' }, 'Ask for it', async () => {
    problem.hidden = true;
    try {
      const wish = [mode.mode, Number(minutes.value), reason.value];
      if (breaking()) await leasesApi.signInAgain(password.value);
      const lease = await (breaking() ? leasesApi.breakGlass(...wish) : leasesApi.ask(...wish));
      close();
      done(lease);
    } catch (failure) {
      problem.textContent = failure.message;
      problem.hidden = false;
      password.value = '';
    }
  });
  const toGlass = h('button', { type: 'button', class: 'btn btn-quiet', hidden: !terms.breakGlass }, 'Break the glass instead…');
  toGlass.addEventListener('click', () => {
    glass.hidden = false;
    toGlass.hidden = true;
    offer(terms.maxBreakGlassMinutes);
    send.classList.add('btn-danger');
    send.textContent = 'Break the glass';
    password.focus();
  });
  const form = h('form', { method: 'dialog' },
    h('h2', {}, `Ask for the mode “${mode.label}”`),
    h('p', { class: 'muted' }, mode.description, ' An approver of your group decides; it ends by itself.'),
    h('label', { class: 'field' }, h('span', {}, 'For how long'), minutes),
    h('label', { class: 'field' }, h('span', {}, 'Why'), reason),
    glass, problem,
    h('div', { class: 'toolbar dialog-buttons' }, toGlass, h('span', { class: 'grow' }), h('button', { type: 'button', class: 'btn', onclick: close }, 'Cancel'), send));
  form.addEventListener('submit', (event) => event.preventDefault());
  dialog.append(form);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  reason.focus();
}
