// Copies the browser builds of the npm packages to the folder given, under names that every server serves as JavaScript.

import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

const FILES = {
  'marked.js': 'marked/lib/marked.esm.js',
  'marked.LICENSE.txt': 'marked/LICENSE',
  'purify.js': 'dompurify/dist/purify.es.mjs',
  'purify.LICENSE.txt': 'dompurify/LICENSE',
  'highlight.js': '@highlightjs/cdn-assets/es/highlight.min.js',
  'highlight.LICENSE.txt': '@highlightjs/cdn-assets/LICENSE',
};

const [target] = process.argv.slice(2);
await mkdir(target, { recursive: true });
for (const [name, source] of Object.entries(FILES)) {
  await copyFile(join(import.meta.dirname, 'node_modules', source), join(target, name));
}
