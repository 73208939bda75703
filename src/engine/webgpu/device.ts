import { Problem } from '../../model/problem';

/** A device ready to compute and to draw with, and what to call it. */
export interface Gpu {
  readonly device: GPUDevice;
  /** The adapter's name as the browser tells it. */
  readonly name: string;
  /** The adapter computes on the CPU, some hundred times slower than a GPU. */
  readonly software: boolean;
}

/** Kernels have variants that use subgroups, and others that do without; what a run costs may be told less well. */
const OPTIONAL: readonly GPUFeatureName[] = ['subgroups', 'timestamp-query'];

/** An adapter's or a device's adapter's; some browsers do not tell a device's. */
type Info = Partial<GPUAdapterInfo> | undefined;

/** What to call an adapter. */
export const nameOf = ({ description, vendor, architecture, device }: NonNullable<Info> = {}) =>
  description || [vendor, architecture, device].filter(Boolean).join(' ') || 'unnamed adapter';

/** Whether an adapter computes on the processor. */
export const isSoftware = (info: Info): boolean =>
  info?.isFallbackAdapter === true ||
  /swiftshader|llvmpipe|lavapipe|basic render/i.test(nameOf(info));

/** Time between two nudges, the least that browsers keep to. */
const NUDGE_MS = 4;

/**
 * Firefox looks only every 100 ms for what the GPU has done, or where something is submitted
 * (bugzilla.mozilla.org/1870699): frames and submissions that wait for one another take 100 ms each. There
 * nothing is submitted, again and again, until the GPU is done.
 */
export function nudged(device: GPUDevice, userAgent = globalThis.navigator?.userAgent): GPUDevice {
  if (!userAgent?.includes('Firefox/')) return device;
  const { queue } = device;
  const submit = queue.submit.bind(queue);
  let nudges: ReturnType<typeof setInterval> | undefined;
  let newest = 0;
  queue.submit = (commands) => {
    submit(commands);
    const own = ++newest;
    nudges ??= setInterval(() => submit([]), NUDGE_MS);
    const done = () => {
      if (own !== newest) return;
      clearInterval(nudges);
      nudges = undefined;
    };
    queue.onSubmittedWorkDone().then(done, done);
  };
  return device;
}

/** A device with what the engine uses where the adapter has it. */
export const deviceOf = async (adapter: GPUAdapter) =>
  nudged(
    await adapter.requestDevice({
      label: 'initscope',
      requiredFeatures: OPTIONAL.filter((feature) => adapter.features.has(feature)),
    }),
  );

/**
 * Asks for an adapter and a device; says in a sentence why there is none. Whether the browser holds
 * the page for secure: from others it hides WebGPU.
 */
export async function requestGpu(gpu: GPU | undefined, secure: boolean): Promise<Gpu | Problem> {
  if (!gpu && !secure)
    return new Problem('WebGPU needs https or localhost, and this page came over plain http.');
  if (!gpu) return new Problem('This browser does not support WebGPU.');
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return new Problem('This browser has WebGPU, but found no graphics adapter.');
    const device = await deviceOf(adapter);
    return { device, name: nameOf(adapter.info), software: isSoftware(adapter.info) };
  } catch (error) {
    return new Problem(`WebGPU could not be started: ${(error as Error).message}`);
  }
}

/**
 * Hears what goes wrong on a device without a call that rejects: WebGPU tells of an invalid command, or
 * of memory that has run out, on the device alone. Returns what ends it.
 */
export function onDeviceError(device: GPUDevice, heard: (problem: Problem) => void): () => void {
  const listener = ({ error }: GPUUncapturedErrorEvent) =>
    heard(new Problem(`The graphics device reports: ${error.message || error.constructor.name}`));
  device.addEventListener('uncapturederror', listener);
  return () => device.removeEventListener('uncapturederror', listener);
}
