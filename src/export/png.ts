/** Texts in a PNG, as its standard has them: what it shows goes wherever the picture goes. */

/** Keywords of the standard's. */
export type PngTexts = Readonly<Partial<Record<'Description' | 'Software' | 'Source', string>>>;

/** Signature, and the chunk that comes first: the header's 13 bytes and what every chunk has. */
const HEADER = 8 + 12 + 13;

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function crcOf(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = table[(c ^ byte) & 255]! ^ (c >>> 8);
  return ~c >>> 0;
}

/** An iTXt chunk: UTF-8, not compressed, in no language. */
function chunkOf(keyword: string, text: string): Uint8Array<ArrayBuffer> {
  const body = new TextEncoder().encode(`iTXt${keyword}\0\0\0\0\0${text}`);
  const chunk = new Uint8Array(body.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, body.length - 4);
  chunk.set(body, 4);
  view.setUint32(body.length + 4, crcOf(body));
  return chunk;
}

/** The same picture with texts. */
export function withTexts(png: Blob, texts: PngTexts): Blob {
  const chunks = Object.entries(texts).map(([keyword, text]) => chunkOf(keyword, text));
  return new Blob([png.slice(0, HEADER), ...chunks, png.slice(HEADER)], { type: 'image/png' });
}
