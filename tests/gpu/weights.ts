import { createWorkspace } from '../../src/engine/webgpu/buffers';
import { Dispatcher } from '../../src/engine/webgpu/dispatcher';
import { KernelStore } from '../../src/engine/webgpu/kernel-store';
import { Pacer, Recorder } from '../../src/engine/webgpu/submission';
import { plain } from '../../src/engine/webgpu/tuning';
import { SeededWeights } from '../../src/engine/webgpu/weights';
import { rangesFor } from '../../src/model/axis';
import type { Experiment } from '../../src/model/experiment';
import { layerShapes } from '../../src/model/layer-shapes';
import { strideOf } from '../../src/model/memory';

/** A function that draws the first layer's weights on the GPU as the engine does: [fanOut, fanIn]. */
export function createWeights(device: GPUDevice) {
  const store = new KernelStore(device, plain.grain, plain);
  return async (experiment: Experiment): Promise<Float32Array> => {
    const kernels = await store.of(experiment, {
      ranges: rangesFor('log', [experiment]),
      weights: false,
      again: false,
    });
    const recorder = new Recorder(device);
    const workspace = await createWorkspace(device, experiment);
    const dispatcher = new Dispatcher(kernels, recorder.uniforms, new Pacer());
    const shape = layerShapes(experiment)[0]!;
    for (const dispatch of new SeededWeights(experiment, dispatcher, workspace).of(shape)) {
      if (recorder.full) recorder.submit();
      recorder.dispatch(dispatch);
    }
    const size = 4 * strideOf(shape.fanIn) * shape.fanOut;
    const copy = device.createBuffer({
      size,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    recorder.transfers().copyBufferToBuffer(workspace.weights, 0, copy, 0, size);
    recorder.submit();
    await copy.mapAsync(GPUMapMode.READ);
    const stored = new Float32Array(copy.getMappedRange().slice(0));
    for (const made of [copy, workspace, recorder]) made.destroy();
    const { fanIn, fanOut } = shape;
    return Float32Array.from({ length: fanIn * fanOut }, (_, i) => {
      const [unit, k] = [Math.floor(i / fanIn), i % fanIn];
      return stored[(Math.floor(k / 4) * fanOut + unit) * 4 + (k % 4)]!;
    });
  };
}
