// Building elements. Text always becomes text nodes; there is no way in here to set markup.

const ICONS = {
  terminal: 'M3 4h14v12H3zM6 8l2.5 2L6 12M10.5 12.5H14',
  file: 'M5 2.5h6.5L15 6v11.5H5zM11.5 2.5V6H15',
  pencil: 'M4 16l.8-3.2L13.5 4a1.7 1.7 0 0 1 2.5 2.4L7.2 15.2z',
  search: 'M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4M12.7 12.7L17 17',
  globe: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M3 10h14M10 3c4.5 4.5 4.5 9.5 0 14-4.5-4.5-4.5-9.5 0-14',
  robot: 'M4 8h12v8H4zM10 8V4M8 4h4M7.5 11.5v1M12.5 11.5v1',
  list: 'M7 5h10M7 10h10M7 15h10M3.5 5h.01M3.5 10h.01M3.5 15h.01',
  plug: 'M7 3v4M13 3v4M5 7h10v3a5 5 0 0 1-10 0zM10 15v3',
  tool: 'M12.5 3.5a4 4 0 0 0-4.8 5.2L3 13.5 6.5 17l4.8-4.7a4 4 0 0 0 5.2-4.8l-2.6 2.6-2.6-.7-.7-2.6z',
  shield: 'M10 2.5l6 2.3v4.7c0 3.8-2.5 6.7-6 8-3.5-1.3-6-4.2-6-8V4.8z',
  question: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M8 8a2 2 0 1 1 2.8 1.8c-.6.3-.8.7-.8 1.4M10 13.7v.01',
  map: 'M3 5l4.5-2 5 2L17 3v12l-4.5 2-5-2L3 17zM7.5 3v12M12.5 5v12',
  check: 'M4 10.5l4 4 8-9',
  cross: 'M5 5l10 10M15 5L5 15',
  stop: 'M6 6h8v8H6z',
  send: 'M10 16V4M5 9l5-5 5 5',
  clip: 'M14.5 9.5l-5 5a3 3 0 0 1-4.3-4.3l6-6a2 2 0 0 1 2.9 2.9l-5.8 5.8a1 1 0 0 1-1.5-1.5l5-5',
  plus: 'M10 4v12M4 10h12',
  copy: 'M7 7h9v9H7zM4 13V4h9',
  chevron: 'M7 4l6 6-6 6',
  down: 'M4 7l6 6 6-6',
  trash: 'M4 6h12M8 6V4h4v2M6 6l.7 10h6.6L14 6',
  dots: 'M5 10h.01M10 10h.01M15 10h.01',
  warn: 'M10 3l7.5 13.5h-15zM10 8v4M10 14.2v.01',
  clock: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 6v4l2.5 2',
  bulb: 'M7.5 14h5M8 16.5h4M10 3a5 5 0 0 0-2.5 9.3V14h5v-1.7A5 5 0 0 0 10 3',
};

const SVG = 'http://www.w3.org/2000/svg';

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', ICONS[name] ?? ICONS.tool);
  svg.append(path);
  return svg;
}

/**
 * h('button', {class: 'btn', onclick: f, disabled: true, dataset: {id: 1}}, 'Text', node, null): attributes that are
 * null or false are left out, `on…` are listeners, children that are null are passed over.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'dataset') Object.assign(element.dataset, value);
    else if (name === 'value' || name === 'checked') element[name] = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A button that shows a spinner and refuses a second press until its promise has settled. */
export function asyncButton(attributes, label, action) {
  const button = h('button', { type: 'button', ...attributes }, label);
  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-busy') === 'true') return;
    button.setAttribute('aria-busy', 'true');
    button.disabled = true;
    const spinner = h('span', { class: 'spinner' });
    button.prepend(spinner);
    try {
      await action();
    } finally {
      spinner.remove();
      button.disabled = false;
      button.removeAttribute('aria-busy');
    }
  });
  return button;
}

export async function copyText(text) {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text);
  }
  // Plain http on an intranet: no clipboard API outside secure contexts.
  const area = h('textarea', { class: 'visually-hidden', readonly: true, value: text });
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

export function copyButton(text, label = 'Copy') {
  const button = h('button', { type: 'button', class: 'btn btn-quiet btn-small', 'aria-label': label }, icon('copy'), h('span', {}, 'Copy'));
  button.addEventListener('click', async () => {
    const said = button.querySelector('span');
    try {
      await copyText(typeof text === 'function' ? text() : text);
      said.textContent = 'Copied';
    } catch {
      said.textContent = 'Could not copy';
    }
    setTimeout(() => (said.textContent = 'Copy'), 1600);
  });
  return button;
}
