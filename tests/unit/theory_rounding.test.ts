import { describe, expect, it } from 'vitest';
import { createCpuEngine } from '../../src/engine/cpu/engine';
import type { Experiment } from '../../src/model/experiment';
import type { Quantity } from '../../src/model/histogram';
import { caveatOf, predict, predictionsOf } from '../../src/model/theory/theory';
import { made } from './making';

/** ln(measured / predicted) of the layers of which theory tells a quantity's second moment. */
async function compared(e: Experiment, quantity: Quantity) {
  const told = new Map(
    predictionsOf(predict(e), quantity).map(({ layer, predicted }) => [layer, predicted]),
  );
  const found: { layer: number; told: boolean; off: number }[] = [];
  for await (const report of createCpuEngine().run(e)) {
    const measured = report[quantity]?.secondMoment;
    const exact = predict(e).layers[report.layer]![quantity]?.secondMoment;
    if (measured === undefined || exact === undefined) continue;
    const off = Math.log(measured / exact);
    found.push({ layer: report.layer, told: told.has(report.layer), off });
  }
  return found;
}

const worst = (rows: { off: number }[]) => Math.max(0, ...rows.map(({ off }) => Math.abs(off)));

const small = { widths: [64], batch: 64, depth: 200 };
const eye = { ...small, scheme: 'eye', activation: 'identity' };
const branch = (branchScale: number) => ({ residual: true, branch: 'typed', branchScale });
/** Of 64 · 64 numbers the mean square is theirs to √(2 / 4096) = 2.2 %: four of that. */
const DRAWN = 4 * Math.sqrt(2 / 64 ** 2);

describe('where a number format’s rounding decides', () => {
  // Half a spacing above a power of two is 2^-8 = 0.0039 of it in bfloat16, 2^-11 = 0.00049 in float16.
  it.each([
    ['bfloat16', 0.003],
    ['bfloat16', 0.002],
    ['bfloat16', 0.0043],
    ['float16', 0.0002],
    ['float16', 0.00025],
  ])('theory stops in %s before a branch of %s adds up', async (format, scale) => {
    const e = made({ ...eye, ...branch(scale), format });
    const rows = await compared(e, 'post');
    const growth = 2 * scale * 200;
    const lost = growth > Math.log(1.1);
    expect(caveatOf(predict(e), 'post')?.includes(`In ${format}, a residual branch`)).toBe(
      lost || undefined,
    );
    // What is told has lost 10 % at most, or gained as much.
    expect(worst(rows.filter(({ told }) => told))).toBeLessThan(Math.log(1.1) + DRAWN);
    if (format === 'bfloat16') {
      const rest = rows.filter(({ told }) => !told);
      expect(rest.length).toBeGreaterThan(150);
      expect(worst(rest)).toBeGreaterThan(0.4);
    }
  });

  it.each([
    ['bfloat16', 0.005],
    ['bfloat16', 0.02],
    ['float16', 0.00065],
    ['float16', 0.003],
    ['float32', 0.003],
  ])('theory tells %s all layers with a branch of %s', async (format, scale) => {
    const e = made({ ...eye, ...branch(scale), format });
    expect(predict(e).caveats).toEqual({});
    const rows = await compared(e, 'post');
    expect(rows.every(({ told }) => told)).toBe(true);
    // Steps of whole spacings are wrong by a tenth of the growth at most.
    expect(worst(rows)).toBeLessThan(0.11 * 400 * scale + DRAWN);
  });

  it('tells gradients by the same measure', async () => {
    const e = made({ ...eye, ...branch(0.003), format: 'bfloat16', backward: true });
    expect(caveatOf(predict(e), 'gradPost')).toMatch(
      /In bfloat16, a residual branch below 0.5 % of its skip/,
    );
    const rows = await compared(e, 'gradPost');
    expect(worst(rows.filter(({ told }) => told))).toBeLessThan(Math.log(1.1) + DRAWN);
    expect(worst(rows.filter(({ told }) => !told))).toBeGreaterThan(0.4);
    expect(rows.filter(({ told }) => told).length).toBeLessThan(30);
  });

  it('takes weights that are all alike as they are stored', async () => {
    // 1.002 is 1 in bfloat16: a growth of 2.2 in 200 layers that is none.
    const e = made({ ...eye, gain: 1.002, format: 'bfloat16' });
    expect(predict(e).layers[200]!.post.variance).toBeCloseTo(1, 9);
    expect(worst(await compared(e, 'post'))).toBeLessThan(DRAWN);
    const rounded = predict(e).layers[1]!.weight!.secondMoment;
    expect(rounded).toBe(1 / 64);
  });

  // Rounded to 8 digits a value is off by 2^-9/√3 of itself at most, at random: 200 layers add 200 times
  // the square of that, 2.5e-4, to the variance, and orthogonal weights, rounded too, as much.
  it('leaves random rounding without a word', async () => {
    const random = { ...small, scheme: 'orthogonal', activation: 'identity', format: 'bfloat16' };
    const e = made(random);
    expect(predict(e).caveats).toEqual({});
    const rows = await compared(e, 'post');
    expect(rows).toHaveLength(201);
    expect(worst(rows)).toBeLessThan(0.02 + DRAWN);
    const residual = made({ ...random, ...branch(0.003) });
    expect(predict(residual).caveats).toEqual({});
    expect(worst(await compared(residual, 'post'))).toBeLessThan(0.02 + DRAWN);
  });

  it('says where values become smaller than the format has them', async () => {
    const changes = { ...small, depth: 40, scheme: 'lecun_normal', gain: 0.3, backward: true };
    // 0.3 a layer: below 2^-24 after 13.8, and below 2^-126 after 72.5.
    const theory = predict(made({ ...changes, format: 'float16' }));
    expect(caveatOf(theory, 'post')).toMatch(
      /From layer 14 on .* 6×10⁻⁸, which float16 does not hold/,
    );
    expect(caveatOf(theory, 'gradPost')).toMatch(/Gradients .* which float16 does not hold/);
    expect(predict(made({ ...changes, format: 'float32' })).caveats).toEqual({});
    const rows = await compared(made({ ...changes, format: 'float16', backward: false }), 'post');
    expect(worst(rows.slice(0, 12))).toBeLessThan(Math.LN10);
    expect(rows.at(-1)!.off).toBe(-Infinity);
  });

  it('does not tell what is left of weights below the smallest number', () => {
    const theory = predict(made({ scheme: 'normal', std: 1e-8, format: 'float16', depth: 3 }));
    for (const quantity of ['weight', 'post'] as const)
      expect(caveatOf(theory, quantity)).toMatch(
        /Weights are below .* which float16 does not hold/,
      );
    expect(predictionsOf(theory, 'weight')).toEqual([]);
    expect(predictionsOf(theory, 'post')).toHaveLength(1);
  });
});
