import { describe, expect, it } from 'vitest';
import { createBreather } from '../../src/engine/cpu/breather';
import { scaledWeights, unitWeights } from '../../src/engine/cpu/weights';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import { layerShapes } from '../../src/model/layer-shapes';
import { type SchemeName, schemeOf, schemes } from '../../src/model/schemes';
import { openDevice } from './harness';
import { createWeights } from './weights';

const { device } = await openDevice();
const gpuWeights = createWeights(device);

const experiment = (changes: object) =>
  experimentWith(defaultExperiment, { batch: 2, seed: 11, ...changes }) as Experiment;

/** One layer of these fans. */
const layer = (fanIn: number, fanOut: number, changes: object) =>
  experiment({ shape: 'list', widths: [fanIn, fanOut], depth: 1, ...changes });

async function cpuWeights(of: Experiment) {
  const shape = layerShapes(of)[0]!;
  const unit = await unitWeights(of, shape, createBreather());
  return schemeOf(of.scheme).dataDependent ? unit : scaledWeights(of, unit, shape.scale);
}

/** Normal draws may err by 1e-3 (tests/gpu/random.test.ts), and carry that into reflections. */
const BOUND = 1e-3;

const names = Object.keys(schemes) as SchemeName[];

describe.each(names)('%s weights', (scheme) => {
  it.each([
    [1, 1],
    [1, 9],
    [9, 1],
    [64, 64],
    [63, 65],
    [65, 31],
    [255, 257],
    [257, 256],
  ])('of %i inputs and %i units are the CPU’s', async (fanIn, fanOut) => {
    const of = layer(fanIn, fanOut, { scheme, gain: 1.5 });
    const [gpu, cpu] = [await gpuWeights(of), await cpuWeights(of)];
    let worst = 0;
    gpu.forEach((value, i) => {
      worst = Math.max(worst, Math.abs(value - cpu[i]!));
      // What is 0 is 0 on both: the same elements of a sparse matrix.
      if ((value === 0) !== (cpu[i] === 0)) worst = Number.POSITIVE_INFINITY;
    });
    expect(worst).toBeLessThan(BOUND * 1.5);
    expect(gpu).toHaveLength(fanIn * fanOut);
  });
});

describe('orthogonal weights', () => {
  /** Largest row sum of |QᵀQ − 1| (its ∞-norm), and its largest element. */
  function deviation(q: Float32Array, fanIn: number, fanOut: number) {
    const [length, count] = [Math.max(fanIn, fanOut), Math.min(fanIn, fanOut)];
    const at = (i: number, j: number) => (fanOut >= fanIn ? q[i * fanIn + j]! : q[j * fanIn + i]!);
    let [norm, largest] = [0, 0];
    for (let a = 0; a < count; a++) {
      let sum = 0;
      for (let b = 0; b < count; b++) {
        let dot = a === b ? -1 : 0;
        for (let i = 0; i < length; i++) dot += at(i, a) * at(i, b);
        sum += Math.abs(dot);
        largest = Math.max(largest, Math.abs(dot));
      }
      norm = Math.max(norm, sum);
    }
    return { norm, largest };
  }

  it.each([
    [1, 1],
    [64, 64],
    [63, 65],
    [257, 100],
    [33, 256],
    [256, 256],
  ])('of %i inputs and %i units have ‖QᵀQ − 1‖∞ ≤ 1e-5', async (fanIn, fanOut) => {
    const q = await gpuWeights(layer(fanIn, fanOut, { scheme: 'orthogonal' }));
    expect(deviation(q, fanIn, fanOut).norm).toBeLessThan(1e-5);
  });

  it('at the article’s width deviate by less than 1e-5 in every element', async () => {
    const q = await gpuWeights(layer(784, 784, { scheme: 'orthogonal' }));
    const { norm, largest } = deviation(q, 784, 784);
    console.info(`orthogonal 784 × 784: largest ${largest}, row sum ${norm}`);
    expect(largest).toBeLessThan(1e-5);
  });

  it('would be caught if a reflection were missing', async () => {
    const q = await gpuWeights(layer(64, 64, { scheme: 'orthogonal' }));
    q[5] = q[5]! + 1e-4;
    expect(deviation(q, 64, 64).norm).toBeGreaterThan(1e-5);
  });
});

it.each(['float16', 'bfloat16'] as const)('are rounded to %s', async (format) => {
  const of = layer(65, 63, { scheme: 'lecun_uniform', format });
  const [gpu, cpu] = [await gpuWeights(of), await cpuWeights(of)];
  let different = 0;
  gpu.forEach((value, i) => {
    if (value !== cpu[i]) different++;
  });
  // Draws that differ in float32's last bit rarely lie next to a tie of the format: one in 2¹³ at most
  // does for float16, and 4095 weights make it half a weight.
  expect(different).toBeLessThanOrEqual(4);
});

it('makes exactly as many zeros as asked for in each column', async () => {
  const q = await gpuWeights(layer(65, 257, { scheme: 'sparse', sparsity: 0.9 }));
  for (let column = 0; column < 65; column++) {
    let zeros = 0;
    for (let row = 0; row < 257; row++) if (q[row * 65 + column] === 0) zeros++;
    expect(zeros).toBe(Math.ceil(0.9 * 257));
  }
});
