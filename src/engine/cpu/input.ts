import type { Experiment } from '../../model/experiment';
import { DIGIT_PIXELS, DIGITS, drawnInput, pixelScale } from '../../model/input';
import { numberFormats } from '../../model/number-format';
import { layerWidths } from '../../model/width-list';
import { STREAMS } from '../draws';
import { ownBatch } from '../own-batch';
import type { Breathe } from './breather';
import { type Draw, drawRow } from './sampling';

/** Loads `DIGITS` digits, a byte a pixel, row by row. */
export type LoadDigits = () => Promise<Uint8Array>;

async function drawMatrix(draw: Draw, { batch, format }: Experiment, breathe: Breathe) {
  const values = new Float32Array(batch * draw.columns);
  for (let row = 0; row < batch; row++) {
    drawRow(draw, row, values.subarray(row * draw.columns, (row + 1) * draw.columns));
    await breathe();
  }
  return values.map(numberFormats[format].round);
}

/** The input, of shape [batch, width], rounded to the number format. */
export async function inputOf(experiment: Experiment, load: LoadDigits, breathe: Breathe) {
  const { seed, correlation } = experiment;
  const drawn = drawnInput(experiment);
  if (!drawn) return ownBatch(experiment) ?? digitsOf(experiment, await load());
  const { distribution, mean, std: scale } = drawn;
  if (distribution === 'orthogonal') throw new Error('Inputs are drawn element by element.');
  const columns = layerWidths(experiment)[0]!;
  const place = { columns, layer: 0, seed, stream: STREAMS.input };
  return drawMatrix({ ...place, distribution, scale, mean, correlation }, experiment, breathe);
}

/** The first digits, one a sample; a batch larger than there are repeats them. */
function digitsOf(experiment: Experiment, digits: Uint8Array): Float32Array {
  const { mean, std } = pixelScale(experiment);
  const { round } = numberFormats[experiment.format];
  const inputs = Float32Array.from({ length: 256 }, (_, p) =>
    round(Math.fround((p / 255) * std + mean)),
  );
  const values = new Float32Array(experiment.batch * DIGIT_PIXELS);
  return values.map((_, i) => inputs[digits[i % (DIGITS * DIGIT_PIXELS)]!]!);
}

/** What is fed in at the last post-activation: standard normals of shape [batch, units]. */
export function cotangentOf(experiment: Experiment, breathe: Breathe): Promise<Float32Array> {
  const { seed, depth: layer } = experiment;
  const columns = layerWidths(experiment).at(-1)!;
  const place = { columns, layer, seed, stream: STREAMS.cotangent };
  return drawMatrix({ ...place, distribution: 'normal', scale: 1, mean: 0 }, experiment, breathe);
}
