// Figures for people.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "just now", "3 min ago", "2 h ago", "yesterday", "5 days ago", else the date. Times in milliseconds. */
export function relativeTime(then, now = Date.now()) {
  const age = Math.max(0, now - then);
  if (age < MINUTE) return 'just now';
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h ago`;
  const days = Math.floor(age / DAY);
  if (days === 1) return 'yesterday';
  if (days < 7) return `${days} days ago`;
  const sameYear = new Date(then).getFullYear() === new Date(now).getFullYear();
  return new Date(then).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) });
}

/** "0.4 s", "12 s", "3 min 05 s", "1 h 02 min". */
export function duration(millis) {
  const seconds = millis / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** "950", "12.3k", "1.2M". */
export function count(number) {
  if (number < 1000) return String(number);
  if (number < 999_950) return `${(number / 1000).toFixed(1).replace(/\.0$/u, '')}k`;
  return `${(number / 1_000_000).toFixed(1).replace(/\.0$/u, '')}M`;
}

export function dollars(amount) {
  if (amount === 0) return '$0';
  return amount < 0.01 ? '< $0.01' : `$${amount.toFixed(2)}`;
}

export function bytes(number) {
  if (number < 1024) return `${number} B`;
  if (number < 1024 * 1024) return `${Math.round(number / 1024)} KB`;
  return `${(number / 1024 / 1024).toFixed(1)} MB`;
}

export function plural(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}

/** "14:03:07", by the browser's time zone. */
export function timeOfDay(millis) {
  return new Date(millis).toLocaleTimeString('en-GB');
}

/** The first line, cut at `max` characters. */
export function firstLine(text, max = 140) {
  const line = String(text ?? '').trimStart().split('\n', 1)[0];
  const letters = [...line.slice(0, 2 * max + 2)];
  return letters.length > max ? `${letters.slice(0, max - 1).join('')}…` : line;
}
