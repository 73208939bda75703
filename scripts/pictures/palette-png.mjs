/** PNG files of at most 256 colours: a third of the size, and text and bars look the same. */
import { crc32, deflateSync } from 'node:zlib';

const COLOURS = 256;
/** So many of them are not common, but unlike any other: a legend has few pixels, and means much. */
const RARE = 48;

/** Colours are put together by so many steps of a channel: shades next to each other are one. */
const STEP = 8;

const channels = (key) => [key >> 16, (key >> 8) & 255, key & 255];
const distance = (a, b) => a.reduce((sum, channel, i) => sum + (channel - b[i]) ** 2, 0);

/** Keys by falling number of pixels. */
function commonest(keys) {
  const counts = new Map();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([key]) => key);
}

/** Of colours, the commonest first, most of the commonest and those that are farthest from all taken. */
function chosen(shades) {
  const palette = shades.slice(0, COLOURS - RARE);
  const rest = shades.slice(palette.length);
  const gaps = rest.map((colour) => Math.min(...palette.map((other) => distance(colour, other))));
  while (palette.length < COLOURS && rest.length > 0) {
    const far = gaps.indexOf(Math.max(...gaps));
    if (!(gaps[far] > 0)) break;
    palette.push(rest[far]);
    rest.forEach((colour, i) => {
      gaps[i] = Math.min(gaps[i], distance(colour, rest[far]));
    });
  }
  return palette;
}

/** At most 256 colours, no two of them alike, and of every pixel the number of the nearest one. */
function indexed({ width, height, data }) {
  const keys = new Uint32Array(width * height);
  for (let i = 0; i < keys.length; i++)
    keys[i] = (data[4 * i] << 16) | (data[4 * i + 1] << 8) | data[4 * i + 2];
  const all = commonest(keys);
  const shades = new Map();
  for (const colour of all.map(channels)) {
    const shade = String(colour.map((channel) => Math.round(channel / STEP)));
    if (!shades.has(shade)) shades.set(shade, colour);
  }
  const palette = chosen([...shades.values()]);
  const nearest = (colour) => {
    const distances = palette.map((other) => distance(colour, other));
    return distances.indexOf(Math.min(...distances));
  };
  const numbers = new Map(all.map((key) => [key, nearest(channels(key))]));
  return { palette, pixels: Uint8Array.from(keys, (key) => numbers.get(key)) };
}

function chunk(type, content) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A picture, as pngjs reads it, as a file. */
export function palettePng(picture) {
  const { width, height } = picture;
  const { palette, pixels } = indexed(picture);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a pixel, which number a colour of the palette.
  header.set([8, 3, 0, 0, 0], 8);
  // Each row begins with its filter: none.
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++)
    rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
