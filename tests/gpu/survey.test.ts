import { describe, expect, it } from 'vitest';
import { healthOf, inputHealth, meanCorrelation } from '../../src/engine/cpu/health';
import { momentsOf } from '../../src/engine/cpu/statistics';
import { activationOf } from '../../src/model/activations';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import { numberFormats } from '../../src/model/number-format';
import { noise, openDevice } from './harness';
import { SIZES } from './matrices';
import { bell } from './parts';
import { type Surveyed, survey, surveyBackward } from './surveys';

const { device } = await openDevice();
const BATCH = 37;

/** The layer as the CPU has it. */
function onCpu({ h, units, activation = 'identity', x, branch = 1, format = 0 }: Surveyed) {
  const { phi } = activationOf(activation);
  const { round } = Object.values(numberFormats).find(({ code }) => code === format)!;
  const active = h.map((value) => (Number.isNaN(value) ? value : phi(value, 0.01)));
  const post = active.map((value, i) => round(x ? Math.fround(x[i]! + branch * value) : value));
  const batch = h.length / units;
  const changes = { activation, slope: 0.01, batch, widths: [units] };
  const experiment = experimentWith(defaultExperiment, changes) as Experiment;
  return { experiment, active, post, health: healthOf({ pre: h, active, post }, experiment) };
}

describe.each(['serial', 'parallel'] as const)('%s', (grain) => {
  const of = (surveyed: Omit<Surveyed, 'grain'>) => survey(device, { ...surveyed, grain });

  describe('a layer’s survey on the GPU', () => {
    it.each(
      SIZES.flatMap((size) => [
        [BATCH, size],
        [size, 65],
      ]),
    )('of %i samples of %i units, before and after φ', async (batch, units) => {
      const surveyed = {
        h: bell(batch! * units!, 1, 0.5),
        units: units!,
        activation: 'relu',
      } as const;
      const [gpu, cpu] = [await of(surveyed), onCpu(surveyed)];
      expect([...gpu.a]).toEqual([...cpu.post]);
      for (const [side, values] of [
        ['pre', surveyed.h],
        ['post', cpu.post],
      ] as const) {
        const [ours, theirs] = [gpu[side], momentsOf(values)];
        // As of moments alone: some 70 roundings of 2⁻²⁴, fewer by their random signs.
        if (theirs.variance > 0)
          expect(Math.abs(ours.variance / theirs.variance - 1)).toBeLessThan(2e-6);
        expect(Math.abs(ours.mean - theirs.mean)).toBeLessThan(
          2e-6 * Math.sqrt(theirs.secondMoment) + 1e-30,
        );
        const { count, zeros, min, max } = theirs;
        expect(ours).toMatchObject({ count, zeros, min, max });
      }
      expect(gpu.post.dead).toBeCloseTo(cpu.health.dead * units!, 6);
      expect(gpu.pre.saturated).toBe(Math.round(cpu.health.saturated * batch! * units!));
      for (const side of ['pre', 'post'] as const) {
        const want = cpu.health.correlation[side];
        if (Number.isNaN(want)) expect(gpu[side].correlation).toBeNaN();
        // Each sample's length and mean to some 257 · 2⁻²⁴ of its spread: an average over pairs of them.
        else expect(Math.abs(gpu[side].correlation - want)).toBeLessThan(4 * 257 * 2 ** -24);
      }
    });

    it.each([1e-30, 1e-12, 1, 1e12, 1e19, 1e30])('of values near %d', async (scale) => {
      const h = bell(BATCH * 257, scale);
      const [{ pre }, cpu] = [await of({ h, units: 257 }), momentsOf(h)];
      expect(Math.abs(pre.variance / cpu.variance - 1)).toBeLessThan(2e-6);
      // Fourth powers weigh the same roundings twice as much as squares; kurtosis + 3 is near 3.
      expect(Math.abs(pre.kurtosis - cpu.kurtosis)).toBeLessThan(3 * 4e-6 * 2);
    });

    it('of magnitudes that rise within a sample, past what fourth powers of the first allow', async () => {
      const h = bell(BATCH * 256, 1).map((x, i) => x * 10 ** (((i % 256) / 256) * 70 - 40));
      const [{ pre }, cpu] = [await of({ h, units: 256 }), momentsOf(h)];
      expect(Math.abs(pre.variance / cpu.variance - 1)).toBeLessThan(2e-6);
      expect(Math.abs(pre.kurtosis / cpu.kurtosis - 1)).toBeLessThan(2e-5);
    });

    it.each(
      [1, 3, 63, 64, 65, 257].flatMap((units) => [0, 1e6, -1e30].map((mean) => [units, mean])),
    )('of %i units about %d', async (units, mean) => {
      const size = Math.max(1, Math.abs(mean!) / 1e6);
      const terms = noise(BATCH * units!, 11);
      const shared = noise(units!, 12);
      const h = terms.map((x, i) => mean! + size * (x + shared[i % units!]!));
      const { pre } = await of({ h, units: units! });
      const [want, cpu] = [meanCorrelation(h, BATCH), momentsOf(h)];
      if (Number.isNaN(want)) expect(pre.correlation).toBeNaN();
      else expect(Math.abs(pre.correlation - want)).toBeLessThan(4 * 257 * 2 ** -24);
      // 10⁶ standard deviations from zero, kernels still sum deviations of a few of them.
      expect(Math.abs(pre.variance / cpu.variance - 1)).toBeLessThan(2e-6);
    });

    it.each([1e6 / 3, 0.1])(
      'leaves samples that are all %d out of their correlation',
      async (x) => {
        const h = noise(BATCH * 65, 13).map((y) => x * (1 + 1e-6 * y));
        h.fill(x, 5 * 65, 7 * 65);
        const { pre } = await of({ h, units: 65 });
        expect(Math.abs(pre.correlation - meanCorrelation(h, BATCH))).toBeLessThan(
          4 * 65 * 2 ** -24,
        );
      },
    );

    it.each([
      ['subnormal', [-127, -127]],
      ['smaller than a division is exact for', [-110, -110]],
      ['nearly too large', [126, 126]],
      ['of every magnitude', [-127, 126]],
    ] as const)('correlates samples that are %s as if they were not', async (_, [least, most]) => {
      // A power of two scales a sample without rounding, as long as none of its numbers is lost below 2⁻¹⁴⁹: so these
      // are multiples of 2⁻⁶.
      const shared = noise(65, 12);
      const h = noise(BATCH * 65, 11).map((x, i) => Math.round(64 * (x + shared[i % 65]!)) / 64);
      const scaled = h.map((x, i) => {
        const row = Math.floor(i / 65);
        return x * 2 ** (least + Math.round(((most - least) * row) / (BATCH - 1)));
      });
      const { pre } = await of({ h: scaled, units: 65 });
      const want = meanCorrelation(h, BATCH);
      expect(Math.abs(pre.correlation - want)).toBeLessThan(4 * 65 * 2 ** -24);
    });

    it('counts NaN and inf, keeps them, and leaves their samples out of the correlation', async () => {
      const h = bell(BATCH * 65, 1);
      h.set([Number.NaN, Infinity, -Infinity], 3 * 65);
      const gpu = await of({ h, units: 65, activation: 'relu' });
      expect(gpu.pre).toMatchObject({ nans: 1, infinities: 2, count: h.length });
      expect(gpu.post).toMatchObject({ nans: 1, infinities: 1 });
      expect([...gpu.a.slice(3 * 65, 3 * 65 + 3)]).toEqual([Number.NaN, Infinity, 0]);
      const want = meanCorrelation(h, BATCH);
      expect(Math.abs(gpu.pre.correlation - want)).toBeLessThan(4 * 65 * 2 ** -24);
    });

    it.each([
      ['in a residual sum', { x: noise(BATCH * 65, 21), branch: 0.5 }],
      ['rounded to float16', { format: numberFormats.float16.code }],
      [
        'rounded in a residual sum',
        { x: noise(BATCH * 65, 21), format: numberFormats.bfloat16.code },
      ],
    ] as const)('finds dead units of φ, %s', async (_, more) => {
      const h = bell(BATCH * 65, 1);
      // Units that are negative throughout, one that is so but once, and one too small for float16.
      for (let row = 0; row < BATCH; row++) {
        h.fill(-1, row * 65 + 7, row * 65 + 11);
        h[row * 65 + 20] = 1e-9;
      }
      h[9 * 65 + 8] = 0.5;
      const surveyed = { h, units: 65, activation: 'relu', ...more } as const;
      const [gpu, cpu] = [await of(surveyed), onCpu(surveyed)];
      expect([gpu.post.dead, cpu.health.dead * 65]).toEqual([3, 3]);
      expect([...gpu.a]).toEqual([...cpu.post]);
    });

    it.each(['tanh', 'sigmoid', 'gelu'] as const)(
      'counts saturated pre-activations of %s',
      async (activation) => {
        const h = bell(BATCH * 65, 1.5);
        const [{ pre }, cpu] = [
          await of({ h, units: 65, activation }),
          onCpu({ h, units: 65, activation }),
        ];
        // A slope at the very edge may be rounded to the other side.
        expect(Math.abs(pre.saturated - cpu.health.saturated * h.length)).toBeLessThan(2);
        expect(pre.saturated).toBeGreaterThan(0);
      },
    );

    it('of the input writes nothing, and tells the same before and after', async () => {
      const h = bell(BATCH * 65, 1, 3);
      for (let row = 0; row < BATCH; row++) h[row * 65 + 4] = 0;
      const { experiment } = onCpu({ h, units: 65 });
      const { pre, post } = await of({ h, units: 65, raw: true });
      const want = inputHealth(h, experiment);
      // Dead units are told of post-activations alone.
      expect({ ...post, dead: 0 }).toEqual(pre);
      expect(pre.saturated).toBe(0);
      expect(post.dead).toBeCloseTo(want.dead * 65, 6);
      expect(Math.abs(pre.correlation - want.correlation.pre)).toBeLessThan(4 * 65 * 2 ** -24);
    });
  });

  it.each(SIZES)('tells of both gradients of %i units on the way back', async (units) => {
    const [h, grad] = [bell(BATCH * units, 1), bell(BATCH * units, 1e-12, 1e-11)];
    const { gradPre, pre, post } = await surveyBackward(device, {
      h,
      units,
      grad,
      activation: 'relu',
      branch: 0.5,
      grain,
    });
    expect([...gradPre]).toEqual([...h.map((x, i) => (x > 0 ? Math.fround(0.5 * grad[i]!) : 0))]);
    for (const [ours, values] of [
      [pre, gradPre],
      [post, grad],
    ] as const) {
      const { count, zeros, min, max, variance } = momentsOf(values);
      expect(ours).toMatchObject({ count, zeros, min, max });
      expect(Math.abs(ours.variance / variance - 1)).toBeLessThan(2e-6);
    }
  });
});
