/** What a packed bench does on the machine that it was carried to. */
import { runCase } from '../../scripts/parity/run';
import { distances, type FileCase, OUTSIDE, summarise } from '../../scripts/parity/summary';
import { createWebGpuEngine } from '../../src/engine/webgpu/engine';
import oracle from '../../tests/oracle/variance.json';
import { openAdapter } from '../adapter';
import { ceilings } from '../ceilings';
import type { Shape } from '../contender';
import { experimentOf } from '../initscope';
import { median } from '../median';
import { optionsOf } from '../options.mjs';
import { partsOf } from '../parts';
import { run as compared } from '../run';
import { kernels } from './kernels';
import { tiles } from './tiles';

const SEEDS = 4;

/** The article's size, ever more samples, and one that fills a large card. */
const LARGE = [
  [256, 784, 50],
  [1024, 784, 50],
  [2048, 2048, 20],
] as const;

async function large(device: GPUDevice) {
  const engine = await createWebGpuEngine(device);
  const rows = [];
  for (const [batch, width, depth] of LARGE) {
    const times: number[] = [];
    for (let seed = 0; seed < 6; seed++) {
      const experiment = experimentOf({ batch, width, depth }, { seed });
      const started = performance.now();
      for await (const _ of engine.run(experiment));
      times.push(performance.now() - started);
    }
    const ms = median(times.slice(2));
    rows.push({
      batch,
      width,
      depth,
      ms,
      times,
      gflops: (2 * batch * width ** 2 * depth) / ms / 1e6,
    });
  }
  engine.dispose();
  return rows;
}

/** Of a run's kernels, those that the benchmark's shapes do not show. */
const PROFILED: readonly (readonly [Shape, object])[] = [
  [{ batch: 32, width: 64, depth: 50 }, {}],
  [{ batch: 1024, width: 784, depth: 10 }, {}],
  [{ batch: 256, width: 784, depth: 10 }, { backward: true }],
  [{ batch: 256, width: 784, depth: 4 }, { scheme: 'orthogonal' }],
];

async function profile(device: GPUDevice) {
  const limits = await ceilings(device);
  const rows = [];
  for (const [shape, more] of PROFILED)
    rows.push({ ...shape, ...more, parts: await partsOf(shape, limits, more) });
  return rows;
}

async function parity(device: GPUDevice) {
  const engine = await createWebGpuEngine(device);
  const zs: { name: string; z: number }[] = [];
  for (const given of oracle.cases as unknown as FileCase[]) {
    const runs = [];
    for (let seed = 1; seed <= SEEDS; seed++) runs.push(await runCase(engine, given.case, seed));
    for (const z of distances(given, summarise(runs), SEEDS))
      zs.push({ name: String(given.case.name), z: Math.abs(z) });
  }
  engine.dispose();
  const outside = zs.filter(({ z }) => !(z <= OUTSIDE));
  const worst = zs.reduce((most, one) => (one.z <= most.z ? most : one));
  return { cases: oracle.cases.length, figures: zs.length, outside: outside.length, worst };
}

/**
 * All parts, or those that are `wanted`, in one object, which `keep` is given after each: correctness first,
 * because a wrong number is not worth timing.
 */
export async function main(
  wanted: readonly string[],
  keep: (result: object) => void,
): Promise<void> {
  const { adapter, device } = await openAdapter();
  const uncaptured: string[] = [];
  device.addEventListener('uncapturederror', ({ error }) => uncaptured.push(error.message));
  const { features, limits } = device;
  const result: Record<string, unknown> = {
    adapter,
    card: process.env.CARD ?? null,
    features: [...features],
    limits: {
      workgroupStorage: limits.maxComputeWorkgroupStorageSize,
      invocations: limits.maxComputeInvocationsPerWorkgroup,
    },
    uncaptured,
  };
  const parts = {
    ceilings: () => ceilings(device),
    kernels,
    parity: () => parity(device),
    large: () => large(device),
    bench: () => compared(optionsOf([]).shapes),
    profile: () => profile(device),
    tiles,
  };
  const unknown = wanted.find((name) => !Object.hasOwn(parts, name));
  if (unknown)
    throw new Error(`There is no part “${unknown}”; there are ${Object.keys(parts).join(', ')}.`);
  for (const [name, part] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const started = performance.now();
    // One part's failure is a finding, and the others are still wanted.
    result[name] = await part().catch((error: Error) => ({ error: error.stack }));
    console.error(`${name}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
    keep(result);
  }
}
