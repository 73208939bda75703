import { requestGpu } from '../../src/engine/webgpu/device';
import { createWebGpuEngine } from '../../src/engine/webgpu/engine';
import { Problem } from '../../src/model/problem';
import type { Case } from './case';
import { problemOf, runCase } from './run';

/** What scripts/parity.mjs calls in the page. */
async function open() {
  const gpu = await requestGpu(navigator.gpu, isSecureContext);
  if (gpu instanceof Problem) throw new Error(gpu.sentence);
  const engine = await createWebGpuEngine(gpu.device, { name: gpu.name });
  return {
    adapter: gpu.name,
    problemOf,
    run: (given: Case, seed: number) => runCase(engine, given, seed),
  };
}

Object.assign(globalThis, { parity: open() });
