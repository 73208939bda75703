/**
 * One's own samples. An experiment names them by a text, “iris.csv,150x4,9f0c…”, so that it stays a
 * value: the text says whose data they are, how many, and, by a fingerprint of every number, which. The
 * numbers themselves are held here, by what the fingerprint says, for as long as the page lives: what
 * a text means never changes, only whether it is here.
 */

/** A matrix of samples, row by row. */
export interface Data {
  /** How experiments and links name it. */
  readonly name: string;
  readonly samples: number;
  readonly features: number;
  /** Of shape [samples, features], finite. */
  readonly values: Float32Array;
}

/** What a name says. */
export interface DataName {
  readonly file: string;
  readonly samples: number;
  readonly features: number;
  /** What data are held by: two files of the same numbers and shape are the same data. */
  readonly key: string;
}

/** The most characters of a file's name that are kept. */
const LONGEST = 60;

const FORM = /^(.+),(([1-9]\d{0,3})x([1-9]\d{0,3}),[0-9a-f]{16})$/;

/** A file's name in one line, well-formed, as a link can carry it. */
const fileName = (file: string) =>
  [...file.toWellFormed().replace(/[\s\p{C}]+/gu, ' ')].slice(0, LONGEST).join('').trim() || 'data';

/** Reads a name of data; undefined where it is none. */
export function readDataName(name: string): DataName | undefined {
  const [, file, key, samples, features] = FORM.exec(name) ?? [];
  if (file === undefined || fileName(file) !== file) return undefined;
  return { file, samples: Number(samples), features: Number(features), key: key! };
}

const mixed = (hash: number, word: number) => {
  const k = Math.imul(word, 0xcc9e2d51);
  const turned = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  const next = hash ^ turned;
  return Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64;
};

/** The last step of a lane: every bit of the result depends on every bit of it. */
function ended(hash: number, length: number): string {
  let x = hash ^ length;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return ((x ^ (x >>> 16)) >>> 0).toString(16).padStart(8, '0');
}

/**
 * 64 bits that tell one matrix from another: MurmurHash3's 32 bits (Appleby 2011) with two seeds. Web
 * Crypto is absent from a page over plain http.
 */
function fingerprint(values: Float32Array): string {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  let [one, other] = [0, 0x9747b28c];
  for (let i = 0; i < words.length; i++) {
    one = mixed(one, words[i]!);
    other = mixed(other, words[i]!);
  }
  return ended(one, 4 * words.length) + ended(other, 4 * words.length);
}

const held = new Map<string, Data>();

/** Holds samples, of shape [samples, features] and finite, under a file's name. */
export function holdData(
  file: string,
  [samples, features]: readonly [samples: number, features: number],
  values: Float32Array,
): Data {
  const key = `${samples}x${features},${fingerprint(values)}`;
  const data = { name: `${fileName(file)},${key}`, samples, features, values };
  // The numbers that are held already stay: what has been made of them is known by them.
  const known = held.get(key);
  if (!known) held.set(key, data);
  return known ? { ...known, name: data.name } : data;
}

/** The data of a name, whatever the file is called; undefined where they are not here. */
export function heldData(name: string): Data | undefined {
  const key = readDataName(name)?.key;
  return key === undefined ? undefined : held.get(key);
}

/** “iris.csv, 150 × 4”. */
export function dataInShort(name: string): string {
  const read = readDataName(name);
  return read ? `${read.file}, ${read.samples} × ${read.features}` : '';
}

/** “iris.csv (150 samples of 4 features)”. */
export function dataInWords(name: string): string {
  const { file, samples, features } = readDataName(name)!;
  const many = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;
  return `${file} (${many(samples, 'sample')} of ${many(features, 'feature')})`;
}

/** What a person is told to do where data are missing. */
export const HOW_TO_OPEN = 'drop a .csv or .npy file onto the page, or press “Open a file…”';

/** Why data of a name cannot be the input of a network that is so wide there; undefined if they can. */
export function faultOfData(name: string, width: number): string | undefined {
  const read = readDataName(name);
  if (!read) return `The input “file” needs a file that is open: ${HOW_TO_OPEN}.`;
  if (!heldData(name)) return `${dataInWords(name)} is not open here: ${HOW_TO_OPEN}.`;
  const { file, features } = read;
  return width === features
    ? undefined
    : `${file} has ${features} ${features === 1 ? 'feature' : 'features'}: the input's width must be ${features}, not ${width}.`;
}
