// Finds what a reader of a command cannot see: control, bidi, zero-width and other invisible characters, spaces that are
// not the space, spaces at line ends, and words that mix Latin with letters that only look Latin. Whoever is asked to allow
// a command must see what would run, not what it looks like.

const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\u2800]/u;
const EMOJI_STYLE = /(?<=\p{Extended_Pictographic})\uFE0F/u;
const WORD = /[\p{L}\p{M}\p{N}_.\-]+/gu;
const LATIN = /\p{Script=Latin}/u;
const LOOKALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;

const NAMES = new Map(Object.entries({
  '\u0000': 'NUL', '\u0007': 'BEL', '\b': 'BS', '\u000B': 'VT', '\f': 'FF', '\r': 'CR', '\u001B': 'ESC', '\u007F': 'DEL',
  '\u00A0': 'no-break space', '\u00AD': 'soft hyphen', '\u034F': 'grapheme joiner', '\u061C': 'Arabic mark',
  '\u200B': 'zero-width space', '\u200C': 'zero-width non-joiner', '\u200D': 'zero-width joiner',
  '\u200E': 'left-to-right mark', '\u200F': 'right-to-left mark', '\u2028': 'line separator', '\u2029': 'paragraph separator',
  '\u202A': 'left-to-right embedding', '\u202B': 'right-to-left embedding', '\u202C': 'pop direction',
  '\u202D': 'left-to-right override', '\u202E': 'right-to-left override', '\u202F': 'narrow no-break space',
  '\u2060': 'word joiner', '\u2066': 'left-to-right isolate', '\u2067': 'right-to-left isolate',
  '\u2068': 'first strong isolate', '\u2069': 'pop isolate', '\u2800': 'blank braille', '\u3164': 'Hangul filler',
  '\u3000': 'ideographic space', '\uFEFF': 'byte order mark',
}));

/** "U+202E right-to-left override" */
export function describe(character) {
  const code = `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  const name = NAMES.get(character);
  return name ? `${code} ${name}` : code;
}

function isHidden(character, before) {
  if (character === '\n' || character === '\t') return false;
  if (character === '\uFE0F' && EMOJI_STYLE.test(before + character)) return false;
  return INVISIBLE.test(character);
}

/**
 * Cuts a text into segments `{kind, text}`; joined, their texts are the input, unchanged. Kinds: `text`, `hidden`,
 * `tab`, `trailing` (spaces at a line's end), `lookalike` (a word of mixed scripts).
 */
export function segments(input) {
  const found = [];
  let plain = '';
  let before = '';
  const flush = () => {
    if (plain) found.push(...words(plain));
    plain = '';
  };
  for (const character of input) {
    if (character === '\t' || isHidden(character, before)) {
      flush();
      found.push({ kind: character === '\t' ? 'tab' : 'hidden', text: character });
    } else {
      plain += character;
    }
    before = character;
  }
  flush();
  return found.flatMap((segment, index) => trailing(segment, index === found.length - 1));
}

function words(text) {
  const parts = [];
  let from = 0;
  const plain = (to) => to > from && parts.push({ kind: 'text', text: text.slice(from, to) });
  for (const match of text.matchAll(WORD)) {
    if (LATIN.test(match[0]) && LOOKALIKE.test(match[0])) {
      plain(match.index);
      parts.push({ kind: 'lookalike', text: match[0] });
      from = match.index + match[0].length;
    }
  }
  plain(text.length);
  return parts;
}

function trailing(segment, last) {
  if (segment.kind !== 'text') return [segment];
  const lineEnd = last ? /( +(?=\n|$))/u : /( +(?=\n))/u;
  return segment.text
    .split(lineEnd)
    .filter(Boolean)
    .map((text, index, all) => {
      const ends = index + 1 < all.length ? all[index + 1].startsWith('\n') : last;
      return { kind: ends && /^ +$/u.test(text) ? 'trailing' : 'text', text };
    });
}

/** Whether a reader could be deceived: anything but plain text, tabs and trailing spaces. */
export function isSuspicious(input) {
  return segments(input).some((segment) => segment.kind === 'hidden' || segment.kind === 'lookalike');
}

/** The same of every text in a JSON value, names included: as they are, for JSON would write some of them in other words. */
export function holdsSuspicious(value) {
  if (typeof value === 'string') return isSuspicious(value);
  if (value === null || typeof value !== 'object') return false;
  return Object.entries(value).some(([name, part]) => isSuspicious(name) || holdsSuspicious(part));
}
