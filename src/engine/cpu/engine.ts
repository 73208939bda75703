import { activationOf } from '../../model/activations';
import { sharedRange } from '../../model/axis';
import { type Experiment, type LayerShape, layerShapes } from '../../model/experiment';
import type { BinRange, Quantity } from '../../model/histogram';
import type { LayerReport, Statistics } from '../../model/report';
import { schemeOf } from '../../model/schemes';
import { STREAMS } from '../draws';
import type { Engine, RunOptions } from '../engine';
import { drawRow } from './sampling';
import { histogramOf, momentsOf, outside, ownRange } from './statistics';

/** Longest stretch of work between two returns to the event loop, in milliseconds. */
const SLICE = 10;

const fround = Math.fround;

/** Lets the page breathe, and throws if the run is aborted. */
function createBreather(signal?: AbortSignal) {
  let started = performance.now();
  return async () => {
    signal?.throwIfAborted();
    if (performance.now() - started < SLICE) return;
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    started = performance.now();
  };
}

/** out[s] += Σ_k x[s, k] · row[k], each operation rounded to float32. */
function multiplyRow(
  x: Float32Array,
  row: Float32Array,
  h: Float32Array,
  unit: number,
  units: number,
) {
  const fanIn = row.length;
  for (let sample = 0; sample * units < h.length; sample++) {
    let sum = 0;
    const start = sample * fanIn;
    for (let k = 0; k < fanIn; k++) sum = fround(sum + fround(x[start + k]! * row[k]!));
    h[sample * units + unit] = sum;
  }
}

/** The float32 reference engine: every operation rounded to float32, statistics in float64. */
class CpuEngine implements Engine {
  readonly name = 'CPU';
  #histograms = new Map<string, Uint32Array>();

  async *run(experiment: Experiment, { signal, axis = 'log' }: RunOptions = {}) {
    signal?.throwIfAborted();
    this.#histograms.clear();
    const breathe = createBreather(signal);
    const range = sharedRange(axis, experiment);
    const { phi } = activationOf(experiment.activation);
    const { batch, widths } = experiment;

    let x = await this.#input(experiment, breathe);
    const input = this.#statistics(x, range, 0, 'pre');
    this.#histograms.set('0 post', this.#histograms.get('0 pre')!);
    yield { layer: 0, fanIn: widths[0]!, units: widths[0]!, pre: input, post: input };

    for (const shape of layerShapes(experiment)) {
      const h = new Float32Array(batch * shape.fanOut);
      await this.#multiply(experiment, shape, x, h, breathe);
      x = h.map(phi);
      const { layer, fanIn, fanOut } = shape;
      const pre = this.#statistics(h, range, layer, 'pre');
      const post = this.#statistics(x, range, layer, 'post');
      yield { layer, fanIn, units: fanOut, pre, post } satisfies LayerReport;
      await breathe();
    }
  }

  async histogram(layer: number, quantity: Quantity): Promise<Uint32Array> {
    const counts = this.#histograms.get(`${layer} ${quantity}`);
    if (!counts) throw new RangeError(`There is no histogram of layer ${layer}.`);
    return counts.slice();
  }

  dispose(): void {
    this.#histograms.clear();
  }

  async #input(experiment: Experiment, breathe: () => Promise<void>): Promise<Float32Array> {
    const { batch: rows, seed, inputMean: mean, inputStd: std } = experiment;
    const columns = experiment.widths[0]!;
    const draw = { rows, columns, layer: 0, seed, stream: STREAMS.input, std, mean };
    const x = new Float32Array(rows * columns);
    for (let row = 0; row < rows; row++) {
      const out = x.subarray(row * columns, (row + 1) * columns);
      drawRow({ ...draw, distribution: 'normal' }, row, out);
      await breathe();
    }
    return x;
  }

  async #multiply(
    experiment: Experiment,
    { layer, fanIn, fanOut, std }: LayerShape,
    x: Float32Array,
    h: Float32Array,
    breathe: () => Promise<void>,
  ) {
    const { distribution } = schemeOf(experiment.scheme);
    const { seed } = experiment;
    const shape = { rows: fanOut, columns: fanIn, layer, seed, stream: STREAMS.weights };
    const row = new Float32Array(fanIn);
    for (let unit = 0; unit < fanOut; unit++) {
      drawRow({ ...shape, distribution, std, mean: 0 }, unit, row);
      multiplyRow(x, row, h, unit, fanOut);
      await breathe();
    }
  }

  #statistics(
    values: Float32Array,
    shared: BinRange | undefined,
    layer: number,
    quantity: Quantity,
  ): Statistics {
    const moments = momentsOf(values);
    const range = shared ?? ownRange(moments);
    const counts = histogramOf(values, range);
    this.#histograms.set(`${layer} ${quantity}`, counts);
    return { ...moments, histogram: { range, ...outside(counts) } };
  }
}

/** The float32 reference engine; needs no GPU, and runs in slices of 10 ms. */
export const createCpuEngine = (): Engine => new CpuEngine();
