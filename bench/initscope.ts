import { stores } from '../src/engine/engine';
import { createWorkspace } from '../src/engine/webgpu/buffers';
import { isSoftware } from '../src/engine/webgpu/device';
import { Dispatcher } from '../src/engine/webgpu/dispatcher';
import { Draws } from '../src/engine/webgpu/draws';
import { createWebGpuEngine } from '../src/engine/webgpu/engine';
import { KernelStore } from '../src/engine/webgpu/kernel-store';
import { Measure } from '../src/engine/webgpu/measure';
import { passesOf } from '../src/engine/webgpu/passes';
import { Results } from '../src/engine/webgpu/results';
import { type Dispatch, Pacer, Recorder } from '../src/engine/webgpu/submission';
import { type Tuning, tune } from '../src/engine/webgpu/tuning';
import { SeededWeights } from '../src/engine/webgpu/weights';
import { rangesFor } from '../src/model/axis';
import { defaultExperiment, type Experiment, experimentWith } from '../src/model/experiment';
import { layerShapes } from '../src/model/layer-shapes';
import { strideOf } from '../src/model/memory';
import type { Contender, Resident, Shape } from './contender';
import { varianceOf } from './median';

/** The benchmark's network as an experiment. */
export const experimentOf = ({ batch, width, depth }: Shape, more: object = {}): Experiment =>
  experimentWith(defaultExperiment, {
    scheme: 'lecun_normal',
    activation: 'relu',
    widths: [width],
    batch,
    depth,
    ...more,
  }) as Experiment;

/** All that is asked for in one submission. */
class Unpaced extends Pacer {
  override get budget() {
    return Number.POSITIVE_INFINITY;
  }
}

/** The engine's own kernels, on weights of each layer's own: products, and φ where it is asked for. */
async function resident(
  device: GPUDevice,
  tuning: Tuning,
  histograms: GPUBuffer,
  shape: Shape,
  activates: boolean,
): Promise<Resident> {
  const experiment = experimentOf(shape);
  const ranges = rangesFor('log', [experiment]);
  const kernels = await new KernelStore(device, tuning.grain, tuning).of(experiment, {
    ranges,
    weights: false,
    again: false,
  });
  const [recorder, made] = [new Recorder(device), await createWorkspace(device, experiment)];
  // Without φ what one product gives is what the next one takes.
  const workspace = activates ? made : { ...made, pre: made.post };
  const results = new Results(device, workspace, histograms, ranges);
  const dispatcher = new Dispatcher(kernels, recorder.uniforms, new Unpaced());
  const submit = async (dispatches: Iterable<Dispatch>) => {
    for (const dispatch of dispatches) recorder.dispatch(dispatch);
    recorder.submit();
    await device.queue.onSubmittedWorkDone();
  };
  const input = { rows: shape.batch, columns: shape.width, layer: 0, scale: 1 };
  const { STORAGE } = GPUBufferUsage;
  await submit(
    new Draws(experiment, dispatcher, workspace).rows(workspace.post(0), {
      ...input,
      stream: 'input',
      distribution: 'normal',
    }),
  );
  const own: GPUBuffer[] = [];
  const forward: Dispatch[] = [];
  for (const layer of layerShapes(experiment)) {
    const weights = device.createBuffer({ size: workspace.weights.size, usage: STORAGE });
    own.push(weights);
    const space = { ...workspace, weights };
    await submit(new SeededWeights(experiment, dispatcher, space).of(layer));
    const measure = new Measure(experiment, dispatcher, space, results);
    const [h, x] = [space.pre(layer.layer), space.post(layer.layer - 1)];
    const a = space.post(layer.layer);
    const [pre, post] = measure.planned(layer.layer, 0, [
      ['pre', shape.batch, shape.width],
      ['post', shape.batch, shape.width],
    ]);
    forward.push(...passesOf(experiment, dispatcher, space)[layer.kind].multiply(layer));
    if (!activates) continue;
    // φ comes with its moments: there is no kernel of it alone.
    const [activated] = measure.survey({ h, a, x, skip: false }, pre!, post!);
    forward.push(activated!);
  }
  return {
    run: () => submit(forward),
    async variance() {
      const size = 4 * shape.batch * strideOf(shape.width);
      const { MAP_READ, COPY_DST } = GPUBufferUsage;
      const staging = device.createBuffer({ size, usage: MAP_READ | COPY_DST });
      recorder.transfers().copyBufferToBuffer(workspace.post(shape.depth), 0, staging, 0, size);
      recorder.submit();
      await staging.mapAsync(GPUMapMode.READ);
      const stride = strideOf(shape.width);
      const values = new Float32Array(staging.getMappedRange()).filter(
        (_, i) => i % stride < shape.width,
      );
      staging.destroy();
      return varianceOf(values);
    },
    dispose() {
      for (const made of [...own, workspace, recorder]) made.destroy();
    },
  };
}

/** Ours does everything that the page does, pre- and post-activation alike. */
export async function initscope(device: GPUDevice): Promise<Contender> {
  // The best product from the start: it would compile while somebody else is timed.
  const { meanwhile: _, ...tuning } = await tune(device, isSoftware(device.adapterInfo));
  const engine = await createWebGpuEngine(device, { tuning });
  let seed = 0;
  return {
    name: 'initscope',
    does: 'weights, forward, moments, histograms and correlation of every layer, before and after φ',
    async full(shape) {
      const variances = [];
      for await (const report of engine.run(experimentOf(shape, { seed: seed++ })))
        variances.push(report.post.variance);
      return variances.slice(1);
    },
    forward: (shape) => resident(device, tuning, engine.histograms[stores[0]], shape, true),
    product: (shape) => resident(device, tuning, engine.histograms[stores[0]], shape, false),
  };
}
