import { DIGIT_PIXELS, DIGITS } from '../model/input';

/** Bytes of base64 text. */
const decode = (text: string) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

async function unzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function read(): Promise<Uint8Array> {
  // Made by scripts/digits.mjs.
  const { default: packed } = await import('./mnist-500.txt?raw');
  const digits = await unzip(decode(packed));
  if (digits.length !== DIGITS * DIGIT_PIXELS)
    throw new Error(`The digits’ file holds ${digits.length} bytes instead of ${DIGITS} digits.`);
  return digits;
}

let digits: Promise<Uint8Array> | undefined;

/**
 * 500 of MNIST's digits (LeCun, Cortes & Burges), a byte a pixel, row by row: 0, 1, …, 9, 0, 1, ….
 * Fetched when first asked for; after a failure the next call tries again.
 */
export function loadDigits(): Promise<Uint8Array> {
  digits ??= read().catch((cause) => {
    digits = undefined;
    throw new Error(`The handwritten digits could not be loaded: ${cause.message}`, { cause });
  });
  return digits;
}
