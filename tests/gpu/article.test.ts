import { afterAll, describe, expect, it } from 'vitest';
import { createWebGpuEngine } from '../../src/engine/webgpu/engine';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import { isFiniteLayer } from '../../src/model/moments';
import { type LayerReport, log10Variance } from '../../src/model/report';
import { BATCH } from '../app/claim';
import { claimedRuns, experimentAt, isSmall, unmetClaims } from '../app/claimed-runs';
import oracle from '../oracle/variance.json';
import { openDevice } from './harness';

const { device } = await openDevice();
const engine = await createWebGpuEngine(device);
afterAll(() => engine.dispose());

const runs = new Map<string, Promise<LayerReport[]>>();

async function reportsOf(experiment: Experiment): Promise<LayerReport[]> {
  const reports: LayerReport[] = [];
  for await (const report of engine.run(experiment)) reports[report.layer] = report;
  return reports;
}

/** An experiment's reports; what the article and the lesson both show is run once. */
function run(experiment: Experiment): Promise<LayerReport[]> {
  const key = JSON.stringify(experiment);
  const reports = runs.get(key) ?? reportsOf(experiment);
  runs.set(key, reports);
  return reports;
}

const [WIDTH, DEPTH, THEIR_BATCH] = [784, 50, 128];

/** At the article's size, with as few samples as the page starts with on a slow machine. */
const article = (changes: object) =>
  run(
    experimentWith(defaultExperiment, {
      depth: DEPTH,
      widths: [WIDTH],
      batch: BATCH,
      ...changes,
    }) as Experiment,
  );

/**
 * How many standard errors our figures lie from PyTorch's mean, layer by layer. With one seed of
 * ours, the difference has standard error sd · √(1 + 1/seeds); PyTorch's own sd, rounded to a few
 * digits, is taken as at least 1e-4. Theirs is of 128 samples. A sample's own ln of the variance
 * varies by 5/n a layer at most (ReLU; Hanin & Rolnick 2018) and by 2/n in the input, of which a
 * mean over B independent samples keeps 1/B: ours varies by that much more.
 */
function distances(reports: readonly LayerReport[], name: string, quantity: 'pre' | 'post') {
  const { layers, seeds } = oracle.cases.find((c) => c.case.name === name)!;
  return layers.flatMap((layer, i) => {
    const figure = layer[quantity].log10_var as number[] | undefined;
    const statistics = reports[i + 1]![quantity];
    if (!figure || figure[0] === undefined || !isFiniteLayer(statistics)) return [];
    const theirs = Math.max(figure[1]!, 1e-4) * Math.sqrt(1 + 1 / seeds);
    const more = ((2 + 5 * (i + 1)) / WIDTH) * (1 / BATCH - 1 / THEIR_BATCH);
    const error = Math.hypot(theirs, Math.sqrt(more) / Math.LN10);
    return [(log10Variance(statistics) - figure[0]) / error];
  });
}

const within4 = (distance: number) => Math.abs(distance) < 4;

describe('the article at its own size', () => {
  it('explodes with N(0, 1) weights as in PyTorch, until float32 gives up near layer 27', async () => {
    const reports = await article({ scheme: 'normal' });
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
    const reports = await article({ scheme, activation });
    for (const quantity of ['pre', 'post'] as const) {
      const z = distances(reports, name, quantity);
      expect(z).toHaveLength(50);
      expect(z.filter((d) => !within4(d))).toEqual([]);
    }
  });
});

describe('the lesson’s large networks', () => {
  it.each(claimedRuns.filter(({ place }) => !isSmall(place)))(
    'are what it claims: $place',
    async (claimed) => {
      expect(unmetClaims(claimed, await run(experimentAt(claimed.place)))).toEqual([]);
    },
  );
});
