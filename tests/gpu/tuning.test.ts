import { describe, expect, it } from 'vitest';
import { createWebGpuEngine } from '../../src/engine/webgpu/engine';
import { products } from '../../src/engine/webgpu/sources';
import {
  type Candidates,
  plain,
  quickestProduct,
  type Tuning,
  tune,
} from '../../src/engine/webgpu/tuning';
import { openDevice } from './harness';
import { measured, run } from './running';

const { device } = await openDevice();

const { matmul } = products.registers;
const body = 'fn main(';
/** The product, with something before all else. */
const before = (statement: string) => {
  const open = matmul.indexOf('{', matmul.indexOf(') {', matmul.indexOf(body))) + 1;
  return `${matmul.slice(0, open)}\n${statement}\n${matmul.slice(open)}`;
};
// So small that a processor is done in milliseconds.
const small = { batch: 64, width: 128 };
const quickest = (candidates: Candidates) => quickestProduct(device, candidates, small);
/** Done at once, and wrong. */
const wrong = before('if (matmul.quads > 0u) { return; }');
const slow = before(
  'var x0 = 1.0; for (var i = 0u; i < 200000u; i++) { x0 = fma(x0, 0.999, f32(i)); } if (x0 == 7.0) { return; }',
);

describe('the product that an adapter takes', () => {
  it('is never a wrong one, however quick', async () => {
    expect(await quickest({ wrong, right: matmul })).toBe('right');
    expect(await quickest({ wrong })).toBeUndefined();
  });

  it('is never a slow one, whichever comes first', async () => {
    expect(await quickest({ slow, quick: matmul })).toBe('quick');
    expect(await quickest({ quick: matmul, slow })).toBe('quick');
  });

  it('is not one that does not compile', async () => {
    expect(await quickest({ broken: 'nonsense', right: matmul })).toBe('right');
  });

  it('is not sought on a processor', async () => {
    expect(await tune(device, true)).toBe(plain);
  });
});

const awkward = { widths: [63, 65, 5, 257, 7], shape: 'list', batch: 33 };

/** Everything that a run measures, layer by layer. */
async function figures(tuning: Tuning, changes: object) {
  const engine = await createWebGpuEngine(device, { tuning });
  const reports = await run(engine, changes);
  engine.dispose();
  return reports.flatMap((report) => [
    ...measured(report).flatMap((quantity) => {
      const { variance, secondMoment, kurtosis, zeros, count } = report[quantity]!;
      return [variance / secondMoment, Math.log(secondMoment), kurtosis / 10, zeros / count];
    }),
    report.dead,
    report.saturated,
    report.correlation.pre,
    report.correlation.post,
  ]);
}

describe.each([
  { scheme: 'kaiming_normal', activation: 'relu', ...awkward, backward: true },
  { scheme: 'lecun_normal', activation: 'tanh', gain: 3, batch: 65, backward: true },
  { scheme: 'lsuv', activation: 'softplus', bias: 'normal' },
])('$scheme with $activation', (changes) => {
  it('gives the same numbers with threads side by side and tiles in workgroup memory', async () => {
    const [ours, theirs] = [
      await figures(plain, changes),
      await figures({ grain: 'parallel', product: 'staged' }, changes),
    ];
    expect(theirs).toHaveLength(ours.length);
    // Sums of at most 257 terms in another order, at ten stages there and back: 257 · 2⁻²⁴ each.
    const bound = 20 * 257 * 2 ** -24;
    ours.forEach((x, i) => {
      if (Number.isNaN(x)) expect(theirs[i]).toBeNaN();
      else if (!Number.isFinite(x)) expect(theirs[i]).toBe(x);
      else expect(Math.abs(theirs[i]! - x)).toBeLessThan(bound);
    });
  });
});
