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

export interface Parts {
  readonly draw_ms: number;
  readonly matmul_ms: number;
  /** Everything that is told of layers; with it φ, which has no kernel of its own. */
  readonly statistics_ms: number;
  readonly other_ms: number;
  readonly kernels: readonly KernelShare[];
}

/** What a kernel does, and for one layer the bytes that it must at least read and write, in elements. */
const kinds: Record<string, { part: string; elements: (shape: Shape) => number }> = {
  draw: { part: 'draw_ms', elements: ({ width }) => width * width },
  survey: { part: 'statistics_ms', elements: ({ batch, width }) => 2 * batch * width },
  histogram: { part: 'statistics_ms', elements: ({ batch, width }) => 2 * batch * width },
  columns: { part: 'statistics_ms', elements: ({ batch, width }) => 2 * batch * width },
};

const kindOf = (kernel: string) => kinds[kernel.split(' ')[0]!];

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
  const { batch, width, depth } = shape;
  const kernels = times.map((time) => {
    const flops = 2 * batch * width ** 2 * depth;
    const bytes = 4 * (kindOf(time.kernel)?.elements(shape) ?? 0) * depth;
    const rate = time.kernel === 'matmul' ? flops / ceilings.fmaGflops : bytes / ceilings.copyGbs;
    return { ...time, share: rate / time.ms / 1e6 };
  });
  const sum = (part: string) =>
    kernels.reduce(
      (ms, one) =>
        ms +
        ((one.kernel === 'matmul' ? 'matmul_ms' : (kindOf(one.kernel)?.part ?? 'other_ms')) === part
          ? one.ms
          : 0),
      0,
    );
  return {
    draw_ms: sum('draw_ms'),
    matmul_ms: sum('matmul_ms'),
    statistics_ms: sum('statistics_ms'),
    other_ms: sum('other_ms'),
    kernels,
  };
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
