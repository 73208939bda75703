import { describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import { rangesFor } from '../../src/model/axis';
import type { Quantity } from '../../src/model/histogram';
import { finiteCount } from '../../src/model/moments';
import type { LayerReport, Statistics } from '../../src/model/report';
import oracle from '../oracle/variance.json';
import { made } from './making';

/** Mean over seeds and its standard deviation over seeds; null where a seed had nothing finite. */
type Figure = (number | null)[] | null;
type Row = { [quantity: string]: { [figure: string]: Figure } | undefined };

/** PyTorch's names of what is measured. */
const quantities: Record<string, Quantity> = {
  pre: 'pre',
  post: 'post',
  grad_pre: 'gradPre',
  grad_post: 'gradPost',
  grad_weight: 'gradWeight',
};

const figures: Record<string, (s: Statistics) => number> = {
  log10_var: ({ variance }) => Math.log10(variance),
  mean: ({ mean }) => mean,
  zero_fraction: ({ zeros, count }) => zeros / count,
  finite_fraction: (s) => finiteCount(s) / s.count,
};

/** PyTorch's names of an experiment's properties, where they differ. */
const names: Record<string, string> = {
  bias_std: 'biasStd',
  input_mean: 'inputMean',
  input_std: 'inputStd',
};

const find = (name: string) => {
  const found = oracle.cases.find((row) => row.case.name === name);
  if (!found) throw new Error(`PyTorch has no case “${name}”.`);
  return { parameters: found.case, seeds: found.seeds, layers: found.layers as Row[] };
};

/** The experiment of a case, cut after `most` layers, forward alone if it is cut. */
function experimentOf({ parameters, layers }: ReturnType<typeof find>, most: number) {
  const { name: _, widths, backward = true, ...rest } = parameters as Record<string, unknown>;
  const renamed = Object.entries(rest).map(([name, value]) => [names[name] ?? name, value]);
  const depth = Math.min(layers.length, most);
  return made({
    ...Object.fromEntries(renamed),
    ...('bias_std' in parameters && { bias: 'normal' }),
    shape: 'list',
    widths: (widths as number[]).slice(0, depth + 1),
    depth,
    backward: backward && depth === layers.length,
  });
}

/**
 * Standard errors that one normal number in two million exceeds. The mean of a weights' gradient is
 * mostly mean(dL/dh) · mean(a), a product of two, whose tail is e^−|z|: that needs 13 of them.
 */
const sigmas = (quantity: Quantity, figure: string) =>
  quantity === 'gradWeight' && figure === 'mean' ? 13 : 5;

/** Every quantity of the layer that both sides have. */
function compare(report: LayerReport, row: Row, seeds: number) {
  let compared = 0;
  for (const [theirs, ours] of Object.entries(quantities)) {
    const [statistics, known] = [report[ours], row[theirs]];
    if (!statistics || !known) continue;
    for (const [figure, of] of Object.entries(figures)) {
      const [mean, sd] = known[figure] ?? [];
      if (typeof mean !== 'number' || typeof sd !== 'number') continue;
      // One seed of our own against the mean of theirs, which is given to six digits. Where none of
      // theirs had a zero, one of ours may: x + φ(h) cancels exactly once in a million times.
      const error =
        sigmas(ours, figure) * sd * Math.sqrt(1 + 1 / seeds) +
        5e-6 * Math.abs(mean) +
        (figure === 'zero_fraction' ? 2 / statistics.count : 0);
      const what = `${figure} of ${ours} in layer ${report.layer}`;
      expect(Math.abs(of(statistics) - mean), what).toBeLessThanOrEqual(error);
      compared++;
    }
  }
  return compared;
}

describe('PyTorch’s networks, forward and backward', () => {
  it.each([
    ['kaiming_normal relu fan_out taper'],
    ['sparse 0.9 relu'],
    ['kaiming relu residual'],
    ['normal relu layer norm'],
    ['normal relu batch norm'],
    ['lecun tanh bias 0.5'],
    ['the asterisk: input mean 2'],
  ])('%s', async (name) => {
    const found = find(name);
    const experiment = experimentOf(found, Number.POSITIVE_INFINITY);
    const ranges = rangesFor('sigma', [experiment]);
    let compared = 0;
    for await (const report of createCpuEngine().run(experiment, { ranges }))
      if (report.gradPre) compared += compare(report, found.layers[report.layer - 1]!, found.seeds);
    // Five quantities of four figures a layer, unless PyTorch's had no finite variance.
    expect(compared).toBe(20 * found.layers.length);
  });
});

describe('PyTorch’s networks, their first layers', () => {
  it.each([
    ['article: normal, no activation'],
    ['article: 1/sqrt(n), relu'],
    ['xavier_uniform tanh'],
    ['xavier_normal tanh gain 5/3'],
    ['xavier_normal sigmoid'],
    ['kaiming_normal relu fan_in taper'],
    ['kaiming_uniform relu fan_in'],
    ['lecun_normal selu'],
    ['lecun_uniform elu'],
    ['kaiming_normal gelu'],
    ['kaiming_normal silu'],
    ['trunc_normal 0.02 gelu'],
    ['orthogonal tanh gain 1.05'],
    ['too small: normal 0.01 tanh'],
  ])('%s', async (name) => {
    const found = find(name);
    const experiment = experimentOf(found, 3);
    const ranges = rangesFor('sigma', [experiment]);
    let compared = 0;
    for await (const report of createCpuEngine().run(experiment, { ranges }))
      if (report.layer > 0)
        compared += compare(report, found.layers[report.layer - 1]!, found.seeds);
    expect(compared).toBe(2 * 4 * 3);
  });
});
