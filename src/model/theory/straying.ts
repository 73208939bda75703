/** When one seed's network lies too far from theory for theory to tell it, and what is said then. */
import { percent, powerOfTen, readable, theLayer } from '../format';
import type { Strayed } from './spread';

/** Typical distance from theory that is worth a word, in natural logarithms: a factor of e. */
const WORTH_A_WORD = 1;

/**
 * Typical distance from which on theory is no prediction: a factor of 10, the least that the chart
 * labels. Up to there a seed lies nearer to the dashed line than to the next label.
 */
const NO_PREDICTION = Math.LN10;

/** Share of seeds that end at 0 which is worth a word. */
const SOME = 0.05;

const plural = { variance: 'networks', gradient: 'gradients' };

/** Root mean square distance of a seed from theory; where most seeds end at 0, no number. */
const distance = ({ mean, variance, dead }: Strayed) =>
  dead > 0.5 ? Infinity : Math.sqrt(mean ** 2 + variance);

export const isWorthAWord = (strayed: Strayed) => distance(strayed) > WORTH_A_WORD;
export const isNoPrediction = (strayed: Strayed) => distance(strayed) > NO_PREDICTION;

/** Decades from which on a factor is told by its power of ten alone, and up to which it is told. */
const [MANY, MOST] = [4, 300];

function factor(log: number): string {
  const decades = Math.abs(log) / Math.LN10;
  if (decades < MANY) return readable(10 ** decades, 1);
  return decades < MOST ? powerOfTen(Math.round(decades)) : `more than ${powerOfTen(MOST)}`;
}

/**
 * How far the layer that strays farthest does, and where theory stops; of a pass from its start on,
 * which is the last layer where gradients are meant.
 */
export function strayingInWords(pass: readonly Strayed[], whose: 'variance' | 'gradient'): string {
  const layerAt = (i: number) => theLayer(whose === 'gradient' ? pass.length - 1 - i : i);
  const far = pass.reduce((a, s, i) => (distance(s) >= distance(pass[a]!) ? i : a), 0);
  const { mean, variance, dead } = pass[far]!;
  const beyond = pass.findIndex(isNoPrediction);
  if (beyond < 0) {
    const by = factor(distance(pass[far]!));
    return whose === 'gradient'
      ? `most seeds lie below theory, by a factor of up to ${by}.`
      : `seeds may differ from theory by a factor of ${by}.`;
  }
  const stops = `theory stops at ${layerAt(Math.max(0, beyond - 1))}.`;
  const died = pass.findIndex((s) => s.dead > 0.5);
  if (died >= 0) return `most ${plural[whose]} are all 0 from ${layerAt(died)} on, and ${stops}`;
  const some = dead > SOME ? ` (in ${percent(dead)} of seeds it is 0)` : '';
  const side = mean < 0 ? 'below' : 'above';
  return `${layerAt(far)}’s ${whose} typically lies a factor of ${factor(mean)} ${side} theory, give or take ${factor(Math.sqrt(variance))}${some}: ${stops}`;
}
