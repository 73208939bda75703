/** A histogram as a reader of files wants it: the bins that hold something, each with its edges. */
import { type BinRange, LINEAR_BINS, LOG_WORDS, magnitudeAt, ZERO_WORD } from '../model/histogram';

/** From its lower edge up to, not including, its upper one; how many values it holds. */
export type Bin = readonly [from: number, to: number, count: number];

const { POSITIVE_INFINITY: INF, NEGATIVE_INFINITY: MINUS_INF } = Number;

/** The edges of a word of a linear range: the first and the last are what lies outside. */
function linearEdges(word: number, low: number, high: number): [number, number] {
  const at = (bin: number) => low + ((high - low) * bin) / LINEAR_BINS;
  if (word === 0) return [MINUS_INF, low];
  return word > LINEAR_BINS ? [high, INF] : [at(word - 1), at(word)];
}

/** The edges of a logarithmic bin; zero is a bin of its own. A negative one includes its lower edge. */
function logEdges(word: number): [number, number] {
  const step = Math.abs(word - ZERO_WORD) - 1;
  if (step < 0) return [0, 0];
  const [near, far] = [magnitudeAt(step), magnitudeAt(step + 1)];
  return word > ZERO_WORD ? [near, far] : [-far, -near];
}

/** The bins of a histogram's words that hold something, in ascending order. */
export function binsOf(range: BinRange, words: Uint32Array): Bin[] {
  const count = range.kind === 'linear' ? LINEAR_BINS + 2 : LOG_WORDS;
  const bins: Bin[] = [];
  for (let word = 0; word < count; word++) {
    const held = words[word]!;
    if (held === 0) continue;
    const [from, to] =
      range.kind === 'linear' ? linearEdges(word, range.low, range.high) : logEdges(word);
    bins.push([from, to, held]);
  }
  return bins;
}
