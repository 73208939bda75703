import { afterEach, describe, expect, it } from 'vitest';
import { createWorkspace, Histograms } from '../../src/engine/webgpu/buffers';
import { Dispatcher } from '../../src/engine/webgpu/dispatcher';
import { KernelStore } from '../../src/engine/webgpu/kernel-store';
import { Results, reported } from '../../src/engine/webgpu/results';
import { Stages } from '../../src/engine/webgpu/stages';
import { Pacer, Recorder } from '../../src/engine/webgpu/submission';
import { plain } from '../../src/engine/webgpu/tuning';
import { SeededWeights, type WeightSource } from '../../src/engine/webgpu/weights';
import { rangesFor } from '../../src/model/axis';
import type { LayerReport } from '../../src/model/report';
import { liveBuffers, openDevice } from './harness';
import { experiment } from './running';

const { device } = await openDevice();
const live = liveBuffers(device);

afterEach(() => expect(live.size).toBe(0));

const store = new KernelStore(device, plain.grain, plain);

/** Runs a small network's stages one by one, with weights from another source than the seed alone. */
async function run(
  changes: object,
  { source = (seeded: WeightSource) => seeded, steps = 1 } = {},
): Promise<LayerReport[]> {
  const small = experiment(changes);
  const ranges = rangesFor('log', [small]);
  const kernels = await store.of(small, { ranges, weights: false, again: false });
  const workspace = await createWorkspace(device, small);
  const [recorder, histograms] = [new Recorder(device), new Histograms(device)];
  const dispatcher = new Dispatcher(kernels, recorder.uniforms, new Pacer());
  const results = new Results(device, workspace, histograms.a, ranges);
  const seeded = new SeededWeights(small, dispatcher, workspace);
  const given = { weights: source(seeded), measuresWeights: false, steps };
  const reports: LayerReport[] = [];
  for (const stage of new Stages(small, dispatcher, workspace, results, given).all()) {
    for (const dispatch of stage.dispatches) {
      if (recorder.full) recorder.submit();
      recorder.dispatch(dispatch);
    }
    const read = results.encodeReadback(recorder.transfers(), stage.measurements);
    recorder.submit();
    const known = reports.findLast(({ layer }) => layer === stage.layer);
    reports.push(reported(small, known, stage, await read()));
  }
  for (const made of [workspace, recorder, histograms]) made.destroy();
  return reports;
}

describe('the stages of a run', () => {
  it('take each layer’s weights from the source that they are given', async () => {
    const linear = { activation: 'identity', scheme: 'lecun_normal' };
    const source = (seeded: WeightSource): WeightSource => ({
      of: (shape) => seeded.of({ ...shape, scale: 2 * shape.scale }),
    });
    const [once, twice] = [await run(linear), await run(linear, { source })];
    expect(once).toHaveLength(6);
    // Powers of two round nothing: the second moment grows by exactly 4 a layer.
    expect(twice.map(({ post }) => post.secondMoment)).toEqual(
      once.map(({ layer, post }) => 4 ** layer * post.secondMoment),
    );
  });

  it.each([{ backward: false }, { backward: true }])(
    'come again with every step: $backward',
    async (changes) => {
      const once = await run(changes);
      expect(once.map(({ layer }) => layer)).toEqual(
        changes.backward ? [0, 1, 2, 3, 4, 5, 5, 4, 3, 2, 1, 0] : [0, 1, 2, 3, 4, 5],
      );
      const twice = await run(changes, { steps: 2 });
      expect(twice.slice(0, once.length)).toEqual(once);
      expect(twice.slice(once.length)).toEqual(once);
    },
  );
});
