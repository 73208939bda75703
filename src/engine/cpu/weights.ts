import type { Experiment } from '../../model/experiment';
import type { LayerShape } from '../../model/layer-shapes';
import { numberFormats } from '../../model/number-format';
import { schemeOf } from '../../model/schemes';
import { KEY_ROW_BITS, STREAMS } from '../draws';
import type { Breathe } from './breather';
import { orthonormalColumns } from './orthogonal';
import { type Draw, drawRow, wordsAt } from './sampling';

const f = Math.fround;

/** A layer's weights before they are scaled, of shape [fanOut, fanIn]. */
export function unitWeights(
  experiment: Experiment,
  shape: LayerShape,
  breathe: Breathe,
): Promise<Float32Array> {
  const { distribution } = schemeOf(experiment.scheme);
  const { seed } = experiment;
  const { layer, fanIn } = shape;
  const draw = { columns: fanIn, layer, seed, stream: STREAMS.weights, scale: 1, mean: 0 };
  return distribution === 'orthogonal'
    ? orthogonalWeights(draw, shape, breathe)
    : elementwiseWeights({ ...draw, distribution }, shape, breathe);
}

async function orthogonalWeights(
  draw: Omit<Draw, 'distribution'>,
  { fanIn, fanOut }: LayerShape,
  breathe: Breathe,
): Promise<Float32Array> {
  const [n, m] = [Math.max(fanIn, fanOut), Math.min(fanIn, fanOut)];
  const normals = new Float32Array(n);
  const reflection = (k: number) => {
    drawRow({ ...draw, columns: n, distribution: 'normal' }, k, normals);
    return normals;
  };
  const columns = await orthonormalColumns(n, m, reflection, breathe);
  if (fanOut < fanIn) return Float32Array.from(columns);
  return new Float32Array(n * m).map((_, i) => columns[(i % m) * n + Math.floor(i / m)]!);
}

async function elementwiseWeights(
  draw: Draw,
  { fanIn, fanOut, zerosPerColumn }: LayerShape,
  breathe: Breathe,
): Promise<Float32Array> {
  const weights = new Float32Array(fanOut * fanIn);
  for (let row = 0; row < fanOut; row++) {
    drawRow(draw, row, weights.subarray(row * fanIn, (row + 1) * fanIn));
    await breathe();
  }
  if (zerosPerColumn > 0) await makeSparse(weights, draw, fanOut, zerosPerColumn, breathe);
  return weights;
}

/** Sets the `zeros` elements of each column that have the smallest keys to zero. */
async function makeSparse(
  weights: Float32Array,
  draw: Draw,
  rows: number,
  zeros: number,
  breathe: Breathe,
) {
  const keysDraw = { ...draw, stream: STREAMS.keys };
  const lowBits = 2 ** KEY_ROW_BITS - 1;
  const keys = Array.from({ length: 4 }, () => new Uint32Array(rows));
  for (let column = 0; column < draw.columns; column += 4) {
    for (let row = 0; row < rows; row++) {
      const words = wordsAt(keysDraw, row, column);
      for (const [i, key] of keys.entries()) key[row] = (words[i]! & ~lowBits) | row;
    }
    for (const [i, key] of keys.entries()) {
      if (column + i >= draw.columns) break;
      for (const smallest of key.sort().subarray(0, zeros))
        weights[(smallest & lowBits) * draw.columns + column + i] = 0;
    }
    await breathe();
  }
}

/** Weights as the layer has them: scaled, then rounded to the number format. */
export function scaledWeights(
  { format }: Pick<Experiment, 'format'>,
  unit: Float32Array,
  scale: number,
): Float32Array {
  const { round } = numberFormats[format];
  const factor = f(scale);
  return unit.map((u) => round(f(factor * u)));
}

/** A layer's biases, one a unit, rounded to the number format. */
export function drawBias(experiment: Experiment, { layer, fanOut, bias }: LayerShape) {
  const { seed, format } = experiment;
  const draw = { columns: fanOut, layer, seed, stream: STREAMS.bias, mean: 0 };
  const out = new Float32Array(fanOut);
  drawRow({ ...draw, ...bias }, 0, out);
  return out.map(numberFormats[format].round);
}
