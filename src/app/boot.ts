import { createCpuEngine } from '../engine/cpu/engine';
import type { Engine } from '../engine/engine';
import { type Gpu, requestGpu } from '../engine/webgpu/device';
import { createWebGpuEngine, type WebGpuEngine } from '../engine/webgpu/engine';
import { measureNonFinite } from '../engine/webgpu/probe';
import { ieee, type NonFinite, subnormalsInWords } from '../model/adapter';
import { defaultExperiment, type Experiment, experimentWith } from '../model/experiment';
import { Problem } from '../model/problem';

/** What computes, and what it can be asked to begin with. */
export interface Machine {
  readonly engine: Engine;
  /** The device that the scene draws with, and its engine; absent where the CPU computes. */
  readonly gpu: (Gpu & { readonly engine: WebGpuEngine }) | undefined;
  /** Why there is no GPU, and what would give one. */
  readonly problem: { readonly sentence: string; readonly remedy: string } | undefined;
  readonly start: Experiment;
  /** For the page's header, and what explains it. */
  readonly description: string;
  readonly explanation: string;
  /** Measures what becomes of inf and NaN on it. */
  nonFinite(): Promise<NonFinite>;
  /** Frees the engine, and the device with it. */
  dispose(): void;
}

/** For the header: what computes, what it does to numbers below float32's normal range, its name. */
const describe = (kind: string, { flushesSubnormals, name }: Engine) => ({
  description: `${kind}, ${flushesSubnormals ? 'no subnormals' : 'subnormals kept'}: ${name}`,
  explanation: `${name}. ${subnormalsInWords(flushesSubnormals)}`,
});

const smaller = (changes: Record<string, unknown>) =>
  experimentWith(defaultExperiment, changes) as Experiment;

const OTHER_BROWSER =
  'Open this page in a current Chrome, Edge, Safari or Firefox with hardware acceleration switched on.';

/** Browsers hide WebGPU from a page that came over plain http, or that stands in one that did. */
function howToBeSecure(): string {
  const { protocol, host, port, pathname } = location;
  const rest = `${pathname}${location.search}${location.hash}`;
  if (protocol !== 'http:') return 'Open this page in a tab of its own, over https.';
  const here = `http://localhost${port && `:${port}`}${rest}`;
  return `Open https://${host}${rest} if its server offers https. On the machine that serves it, ${here} works as well.`;
}

/** Why a GPU that there is cannot be taken. */
export const unbuilt = (error: unknown) =>
  new Problem(`The GPU's kernels could not be built: ${(error as Error).message}`);

/** The CPU in place of a GPU, and why. */
export function onCpu(problem: Problem): Machine {
  const engine = createCpuEngine();
  return {
    engine,
    gpu: undefined,
    problem: {
      sentence: problem.sentence,
      remedy: isSecureContext ? OTHER_BROWSER : howToBeSecure(),
    },
    start: smaller({ widths: [64], batch: 64 }),
    ...describe('no GPU', engine),
    nonFinite: async () => ieee,
    dispose: () => engine.dispose(),
  };
}

/** The GPU if there is one, else the CPU with a smaller network, and the reason. */
export async function boot(): Promise<Machine> {
  const gpu = await requestGpu(navigator.gpu, isSecureContext);
  if (gpu instanceof Problem) return onCpu(gpu);
  try {
    const start = gpu.software ? smaller({ batch: 32 }) : defaultExperiment;
    const engine = await createWebGpuEngine(gpu.device, { ...gpu, soon: start });
    const kind = gpu.software ? 'software, slow' : 'GPU';
    return {
      engine,
      gpu: { ...gpu, engine },
      problem: undefined,
      start,
      ...describe(kind, engine),
      nonFinite: () => measureNonFinite(gpu.device),
      dispose() {
        engine.dispose();
        gpu.device.destroy();
      },
    };
  } catch (error) {
    gpu.device.destroy();
    return onCpu(unbuilt(error));
  }
}
