import { describe, expect, it } from 'vitest';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import type { Quantity } from '../../src/model/histogram';
import { layerShapes } from '../../src/model/layer-shapes';
import { Problem } from '../../src/model/problem';
import { predict, predictionsOf } from '../../src/model/theory/theory';
import oracle from '../oracle/variance.json';

type Case = (typeof oracle.cases)[number]['case'];
type Figures = Record<string, { log10_var: [number, number] | null; finite_fraction: number[] }>;

const quantityOf: Record<string, Quantity> = {
  pre: 'pre',
  post: 'post',
  grad_pre: 'gradPre',
  grad_post: 'gradPost',
  grad_weight: 'gradWeight',
};

/** A case in the experiment's names. */
function experimentOf({ name: _, ...values }: Case, changes: object = {}): Experiment {
  const { bias_std, input_mean, ...same } = values as Record<string, unknown>;
  const experiment = experimentWith(defaultExperiment, {
    backward: true,
    shape: 'list',
    depth: values.widths.length - 1,
    ...same,
    ...(bias_std !== undefined && { bias: 'normal', biasStd: bias_std }),
    ...(input_mean !== undefined && { inputMean: input_mean }),
    ...changes,
  });
  if (experiment instanceof Problem) throw new RangeError(experiment.sentence);
  return experiment;
}

/** How far apart theory and PyTorch's mean are at most, in tolerances. */
function worst({ case: row, seeds, layers }: (typeof oracle.cases)[number], changes = {}) {
  const experiment = experimentOf(row, changes);
  const theory = predict(experiment);
  const shapes = layerShapes(experiment);
  let largest = 0;
  let compared = 0;
  for (const [i, figures] of (layers as unknown as Figures[]).entries())
    for (const [name, { log10_var, finite_fraction }] of Object.entries(figures)) {
      const told = predictionsOf(theory, quantityOf[name]!).find(({ layer }) => layer === i + 1);
      if (!told || !log10_var || finite_fraction[0]! < 1) continue;
      const [mean, sd] = log10_var;
      // At finite width the variance's logarithm spreads by at most Σ 5/n (Hanin & Rolnick 2018; ReLU)
      // over the layers gone through, and its mean is off by something of that order. A gradient
      // depends on all layers. A mean of logarithms lies σ²/2 (natural) below the logarithm of the mean.
      const through = name.startsWith('grad') ? shapes : shapes.slice(0, i + 1);
      const width = through.reduce((sum, { fanIn }) => sum + 5 / fanIn, 0) / Math.LN10;
      const tolerance = (4 * sd) / Math.sqrt(seeds) + width + (Math.LN10 / 2) * sd ** 2;
      largest = Math.max(largest, Math.abs(mean - Math.log10(told.predicted.variance)) / tolerance);
      compared++;
    }
  return { largest, compared };
}

describe('theory and PyTorch', () => {
  it.each(oracle.cases.map((row) => [row.case.name, row] as const))('%s', (_, row) => {
    const { largest, compared } = worst(row);
    expect(compared).toBeGreaterThan(20);
    expect(largest).toBeLessThan(1);
    // Weights twice as large show in every case: behind a norm, in the weights' gradient.
    const gain = 2 * ((row.case as { gain?: number }).gain ?? 1);
    expect(worst(row, { gain, backward: true }).largest).toBeGreaterThan(1);
  });
});
