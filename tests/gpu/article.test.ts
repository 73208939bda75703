import { afterAll, describe, expect, it } from 'vitest';
import { createWebGpuEngine } from '../../src/engine/webgpu/engine';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import { isFiniteLayer } from '../../src/model/moments';
import { type LayerReport, log10Variance } from '../../src/model/report';
import oracle from '../oracle/variance.json';
import { openDevice } from './harness';

const { device } = await openDevice();
const engine = await createWebGpuEngine(device);
afterAll(() => engine.dispose());

/** One run at the article's size: 50 layers, 784 wide, 128 samples, as PyTorch's figures have it. */
async function run(changes: object): Promise<LayerReport[]> {
  const size = { depth: 50, widths: [784], batch: 128 };
  const experiment = experimentWith(defaultExperiment, { ...size, ...changes }) as Experiment;
  const reports = [];
  for await (const report of engine.run(experiment)) reports.push(report);
  return reports;
}

/**
 * How many standard errors our figures lie from PyTorch's mean, layer by layer. With one seed of
 * ours, the difference has standard error sd · √(1 + 1/seeds); PyTorch's own sd, rounded to a few
 * digits, is taken as at least 1e-4.
 */
function distances(reports: readonly LayerReport[], name: string, quantity: 'pre' | 'post') {
  const { layers, seeds } = oracle.cases.find((c) => c.case.name === name)!;
  return layers.flatMap((layer, i) => {
    const figure = layer[quantity].log10_var as number[] | undefined;
    const statistics = reports[i + 1]![quantity];
    if (!figure || figure[0] === undefined || !isFiniteLayer(statistics)) return [];
    const error = Math.max(figure[1]!, 1e-4) * Math.sqrt(1 + 1 / seeds);
    return [(log10Variance(statistics) - figure[0]) / error];
  });
}

const within4 = (distance: number) => Math.abs(distance) < 4;

describe('the article at its own size', () => {
  it('explodes with N(0, 1) weights as in PyTorch, until float32 gives up near layer 27', async () => {
    const reports = await run({ scheme: 'normal' });
    const first = reports.findIndex(({ pre }) => !isFiniteLayer(pre));
    expect(Math.abs(first - 27)).toBeLessThanOrEqual(1);
    // PyTorch's own float32 variance is inf from layer 14 on.
    expect(log10Variance(reports[14]!.pre)).toBeGreaterThan(40);
    expect(log10Variance(reports[first - 1]!.pre)).toBeGreaterThan(70);
    const z = distances(reports, 'article: normal, no activation', 'pre');
    expect(z.length).toBeGreaterThanOrEqual(25);
    expect(z.filter((d) => !within4(d))).toEqual([]);
  });

  it.each([
    ['lecun_normal', 'identity', 'article: 1/sqrt(n), no activation'],
    ['lecun_normal', 'relu', 'article: 1/sqrt(n), relu'],
    ['kaiming_normal', 'relu', 'the follow-up: kaiming, relu'],
  ])('%s with %s is PyTorch’s at all 50 layers', async (scheme, activation, name) => {
    const reports = await run({ scheme, activation });
    for (const quantity of ['pre', 'post'] as const) {
      const z = distances(reports, name, quantity);
      expect(z).toHaveLength(50);
      expect(z.filter((d) => !within4(d))).toEqual([]);
    }
  });
});
