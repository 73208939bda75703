import { createWebGpuEngine } from '../src/engine/webgpu/engine';
import { defaultExperiment, type Experiment, experimentWith } from '../src/model/experiment';
import type { Case, Contender } from './cases';

/** Ours does everything that the page does, pre- and post-activation alike. */
export async function initscope(device: GPUDevice): Promise<Contender> {
  const engine = await createWebGpuEngine(device);
  let seed = 0;
  return {
    name: 'initscope',
    does: 'weights, forward, moments and histograms of every layer, before and after φ',
    async run({ batch, width, depth }: Case) {
      const network = { scheme: 'lecun_normal', activation: 'relu', batch, depth, seed: seed++ };
      const experiment = experimentWith(defaultExperiment, { ...network, widths: [width] });
      const variances = [];
      for await (const report of engine.run(experiment as Experiment))
        variances.push(report.post.variance);
      return variances.slice(1);
    },
  };
}
