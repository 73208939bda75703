import { deviceOf } from '../src/engine/webgpu/device';
import { createWebGpuEngine } from '../src/engine/webgpu/engine';
import type { Ceilings } from './ceilings';
import type { Shape } from './contender';
import { experimentOf } from './initscope';
import { median } from './median';
import { type KernelTime, recording, timed } from './timing';

/** One kernel's time in a run, and its share of what the adapter can do at most. */
export interface KernelShare extends KernelTime {
  /** Of float32 multiply-adds for a product, of copies for the others. */
  readonly share: number;
}

const parts = ['draw_ms', 'matmul_ms', 'statistics_ms', 'other_ms'] as const;
type Part = (typeof parts)[number];

/** `statistics_ms` is everything that is told of layers; with it φ, which has no kernel of its own. */
export interface Parts extends Readonly<Record<Part, number>> {
  readonly kernels: readonly KernelShare[];
}

/** Least ms that a layer takes where a kernel only reads and writes so many elements. */
const copied =
  (elements: (shape: Shape) => number) =>
  (shape: Shape, { copyGbs }: Ceilings) =>
    (4 * elements(shape)) / copyGbs / 1e6;
const both = copied(({ batch, width }) => 2 * batch * width);

/** Which part of a run a kernel is, and what it takes at least, for one layer, at the adapter's ceiling. */
const kinds: Record<string, { part: Part; least: (shape: Shape, ceilings: Ceilings) => number }> = {
  draw: { part: 'draw_ms', least: copied(({ width }) => width * width) },
  matmul: {
    part: 'matmul_ms',
    least: ({ batch, width }, { fmaGflops }) => (2 * batch * width ** 2) / fmaGflops / 1e6,
  },
  survey: { part: 'statistics_ms', least: both },
  histogram: { part: 'statistics_ms', least: both },
  columns: { part: 'statistics_ms', least: both },
};
const OTHER = { part: 'other_ms', least: () => 0 } as const;

/** By a kernel's first word: the second is its activation or distribution. */
const kindOf = (kernel: string) => kinds[kernel.split(' ')[0]!] ?? OTHER;

const RUNS = 4;

/**
 * What each kernel takes in a run of ours, by timestamps; undefined where the adapter has none. Each dispatch
 * is a pass of its own here, which costs a GPU some microseconds more. `more`: what else the experiment sets.
 */
export async function partsOf(
  shape: Shape,
  ceilings: Ceilings,
  more: object = {},
): Promise<Parts | undefined> {
  const adapter = (await navigator.gpu.requestAdapter())!;
  if (!adapter.features.has('timestamp-query')) return undefined;
  const real = await deviceOf(adapter);
  const { device, read } = timed(real);
  const engine = await createWebGpuEngine(device);
  await read();
  let times: KernelTime[] = [];
  for (let seed = 0; seed < RUNS; seed++) {
    for await (const _ of engine.run(experimentOf(shape, { seed, ...more })));
    times = await read();
  }
  real.destroy();
  const kernels = times.map((time) => ({
    ...time,
    share: (kindOf(time.kernel).least(shape, ceilings) * shape.depth) / time.ms,
  }));
  const of = (part: Part) =>
    kernels.reduce((sum, { kernel, ms }) => sum + (kindOf(kernel).part === part ? ms : 0), 0);
  const sums = Object.fromEntries(parts.map((part) => [part, of(part)])) as Record<Part, number>;
  return { ...sums, kernels };
}

/** What recording and submitting 50 small layers takes of the thread, in ms. */
export async function apiTime(plain: GPUDevice): Promise<number> {
  const { device, read } = recording(plain);
  const engine = await createWebGpuEngine(device);
  const times = [];
  for (let seed = 0; seed < 2 * RUNS; seed++) {
    read();
    for await (const _ of engine.run(experimentOf({ batch: 32, width: 64, depth: 50 }, { seed })));
    times.push(read());
  }
  engine.dispose();
  return median(times.slice(RUNS));
}
