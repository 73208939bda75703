import { createCpuEngine } from './engine/cpu/engine';
import type { Engine } from './engine/engine';
import { type Gpu, requestGpu } from './engine/webgpu/device';
import { createWebGpuEngine, type WebGpuEngine } from './engine/webgpu/engine';
import { defaultExperiment, type Experiment, experimentWith } from './model/experiment';
import { Problem } from './model/problem';

/** What computes, and what it can be asked to begin with. */
export interface Machine {
  readonly engine: Engine;
  /** The device that the scene draws with, and its engine; absent where the CPU computes. */
  readonly gpu: (Gpu & { readonly engine: WebGpuEngine }) | undefined;
  /** Why there is no GPU. */
  readonly problem: Problem | undefined;
  readonly start: Experiment;
  /** For the page's header. */
  readonly description: string;
}

const smaller = (changes: Record<string, unknown>) =>
  experimentWith(defaultExperiment, changes) as Experiment;

const onCpu = (problem: Problem): Machine => ({
  engine: createCpuEngine(),
  gpu: undefined,
  problem,
  start: smaller({ widths: [64], batch: 64 }),
  description: 'computing on the CPU',
});

/** The GPU if there is one, else the CPU with a smaller network, and the reason. */
export async function boot(): Promise<Machine> {
  const gpu = await requestGpu(navigator.gpu);
  if (gpu instanceof Problem) return onCpu(gpu);
  try {
    const engine = await createWebGpuEngine(gpu.device, { name: gpu.name });
    const start = gpu.software ? smaller({ batch: 32 }) : defaultExperiment;
    const kind = gpu.software ? 'software adapter, slow' : 'GPU';
    return {
      engine,
      gpu: { ...gpu, engine },
      problem: undefined,
      start,
      description: `${kind}: ${gpu.name}`,
    };
  } catch (error) {
    return onCpu(new Problem(`The GPU's kernels could not be built: ${(error as Error).message}`));
  }
}
