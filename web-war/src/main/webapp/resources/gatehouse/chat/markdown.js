// Markdown as Claude writes it, into DOM that can do no harm: parsed by marked, sanitised by DOMPurify with a short list of
// what may stay. No attribute survives that could borrow this page's looks (class, style, id).

import { Marked } from '../../vendor/marked.js';
import DOMPurify from '../../vendor/purify.js';
import hljs from '../../vendor/highlight.js';
import { copyButton, h } from './dom.js';

/** Above this many characters code is shown without colours: highlighting would hold up the page. */
const MAX_HIGHLIGHT = 100_000;

const marked = new Marked({ gfm: true, breaks: false, renderer: { html: ({ text }) => plainTags(text) } });

const BARE_TAG = /^<\/?(?:b|br|dd|del|details|dl|dt|em|hr|i|ins|kbd|li|mark|ol|p|s|samp|small|strong|sub|summary|sup|u|ul|var)\s*\/?>$/iu;

/** HTML within Markdown: tags without attributes may stay, everything else is shown as it was written. */
export function plainTags(html) {
  return html
    .split(/(<[^<>]*>)/u)
    .map((part) => (BARE_TAG.test(part) ? part : escapeHtml(part)))
    .join('');
}

function escapeHtml(text) {
  return text.replace(/&(?![a-z0-9#]+;)/giu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;').replace(/"/gu, '&quot;');
}

const ALLOWED = {
  ALLOWED_TAGS: [
    'a', 'b', 'blockquote', 'br', 'code', 'dd', 'del', 'details', 'div', 'dl', 'dt', 'em', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i',
    'img', 'input', 'ins', 'kbd', 'li', 'mark', 'ol', 'p', 'pre', 's', 'samp', 'small', 'span', 'strong', 'sub', 'summary', 'sup', 'table',
    'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'u', 'ul', 'var',
  ],
  ALLOWED_ATTR: ['href', 'src', 'alt', 'title', 'start', 'align', 'colspan', 'rowspan', 'class', 'type', 'checked', 'disabled'],
  ADD_URI_SAFE_ATTR: ['start', 'align', 'colspan', 'rowspan', 'type'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:)/iu,
  RETURN_DOM_FRAGMENT: true,
};

/** The blocks of a text: `{raw, render()}`; equal `raw` renders equally, so a view redraws only what changed. */
export function blocks(text) {
  const tokens = marked.lexer(text);
  const definitions = JSON.stringify(tokens.links);
  return tokens
    .filter((token) => token.type !== 'space' && token.type !== 'def')
    .map((token) => ({
      key: `${token.type}\n${token.raw}\n${/\[/u.test(token.raw) ? definitions : ''}`,
      render: () => renderToken(token, tokens.links),
    }));
}

export function renderMarkdown(text) {
  const fragment = document.createDocumentFragment();
  blocks(text).forEach((block) => fragment.append(block.render()));
  return fragment;
}

function renderToken(token, links) {
  if (token.type === 'code') {
    return codeBlock(token.text, (token.lang ?? '').split(/[\s{]/u)[0]);
  }
  const list = [token];
  list.links = links;
  return sanitise(marked.parser(list));
}

/** Untrusted markup into a harmless fragment. */
export function sanitise(markup) {
  const fragment = DOMPurify.sanitize(markup, ALLOWED);
  for (const element of fragment.querySelectorAll('*')) {
    tame(element);
  }
  return fragment;
}

function tame(element) {
  const language = element.tagName === 'CODE' ? /^language-([\w+#-]+)$/u.exec(element.className)?.[1] : null;
  element.removeAttribute('class');
  switch (element.tagName) {
    case 'A':
      element.target = '_blank';
      element.rel = 'noopener noreferrer';
      break;
    case 'IMG':
      element.replaceWith(imageLink(element));
      break;
    case 'INPUT':
      if (element.type === 'checkbox') element.disabled = true;
      else element.remove();
      break;
    case 'TABLE':
      wrapTable(element);
      break;
    case 'CODE':
      if (element.parentElement?.tagName === 'PRE') element.parentElement.replaceWith(codeBlock(element.textContent, language ?? ''));
      break;
    default:
  }
}

/** Pictures from elsewhere would tell that server who reads what: a link leaves the choice to the reader. */
function imageLink(image) {
  const source = image.getAttribute('src');
  const label = image.alt || 'image';
  if (!source) return h('span', {}, `[${label}]`);
  return h('a', { href: source, target: '_blank', rel: 'noopener noreferrer' }, `[picture: ${label}]`);
}

function wrapTable(table) {
  const box = h('div', { class: 'md-table', tabindex: '0' });
  table.replaceWith(box);
  box.append(table);
}

export function codeBlock(text, language) {
  return h(
    'div',
    { class: 'code' },
    h('div', { class: 'code-head' }, h('span', {}, language || 'text'), copyButton(text, 'Copy this code')),
    h('pre', { tabindex: '0' }, highlighted(text, language)),
  );
}

/** A <code> element with colours if the language is known. */
export function highlighted(text, language) {
  const code = h('code');
  if (!language || text.length > MAX_HIGHLIGHT || !hljs.getLanguage(language)) {
    code.textContent = text;
    return code;
  }
  const markup = hljs.highlight(text, { language, ignoreIllegals: true }).value;
  code.append(DOMPurify.sanitize(markup, { ALLOWED_TAGS: ['span'], ALLOWED_ATTR: ['class'], RETURN_DOM_FRAGMENT: true }));
  return code;
}
