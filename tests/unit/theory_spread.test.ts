import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caveatOver } from '../../src/chart/caveat';
import { predictedPoints } from '../../src/chart/curves';
import type { Frame } from '../../src/chart/frame';
import { inWords, tooltipOf } from '../../src/chart/tooltip';
import { createBreather } from '../../src/engine/cpu/breather';
import { forwardLayer } from '../../src/engine/cpu/forward';
import { inputOf } from '../../src/engine/cpu/input';
import { momentsOf as statisticsOf } from '../../src/engine/cpu/statistics';
import { type ActivationName, activations } from '../../src/model/activations';
import type { Experiment } from '../../src/model/experiment';
import type { Quantity } from '../../src/model/histogram';
import { normKinds } from '../../src/model/kinds';
import { layerShapes } from '../../src/model/layer-shapes';
import { digamma, trigamma } from '../../src/model/special';
import { spreadOf } from '../../src/model/theory/spread';
import { caveatOf, predict, predictionsOf } from '../../src/model/theory/theory';
import { chartState, report } from './chart-making';
import { made } from './making';

const SEEDS = 100;

interface Size {
  readonly width: number;
  readonly batch: number;
  readonly depth: number;
  /** Share of a figure by which the law may be off. */
  readonly closure?: number;
}

const breathe = createBreather();
const noDigits = () => Promise.reject(new Error('no digits here'));

/** The second moment of the last layer's activations as the engine computes them. */
async function lastOf(e: Experiment): Promise<number> {
  let x = await inputOf(e, noDigits, breathe);
  for (const shape of layerShapes(e)) x = (await forwardLayer(e, shape, x, breathe)).post;
  return statisticsOf(x).secondMoment;
}

/** log10 of it over theory's, of every seed: −Infinity where it is 0. */
async function distances(e: Experiment, seeds: number) {
  const theory = predict(e).layers.at(-1)!.post.secondMoment;
  const found: number[] = [];
  for (let seed = 1; seed <= seeds; seed++)
    found.push(Math.log10((await lastOf(made({ seed }, e))) / theory));
  return found;
}

function momentsOf(values: readonly number[]) {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const square = (k: number) => values.reduce((sum, x) => sum + (x - mean) ** k, 0) / n;
  const sd = Math.sqrt(square(2));
  // Standard errors of the mean and of the standard deviation, of any distribution.
  const errorOfSd = (sd / 2) * Math.sqrt((square(4) / sd ** 4 - 1) / n);
  return { n, mean, sd, error: sd / Math.sqrt(n), errorOfSd };
}

const linear = { scheme: 'lecun_normal', activation: 'identity' };
const relu = { scheme: 'kaiming_normal', activation: 'relu' };
/** Of a batch, and of what is neither linear nor ReLU, the law is a closure, meant to a fifth. */
const CLOSURE = 0.2;

const rows: [object, Size][] = [
  [linear, { width: 4, batch: 1, depth: 40, closure: 0 }],
  [linear, { width: 16, batch: 1, depth: 40, closure: 0 }],
  [relu, { width: 4, batch: 1, depth: 8, closure: 0 }],
  [relu, { width: 16, batch: 1, depth: 40, closure: 0 }],
  [linear, { width: 4, batch: 8, depth: 40 }],
  [linear, { width: 16, batch: 8, depth: 50 }],
  [relu, { width: 4, batch: 8, depth: 8 }],
  [relu, { width: 16, batch: 8, depth: 40 }],
  [
    { ...relu, activation: 'leaky_relu' },
    { width: 4, batch: 1, depth: 30 },
  ],
  [
    { ...linear, scheme: 'uniform', bound: Math.sqrt(3) / 2 },
    { width: 4, batch: 1, depth: 40 },
  ],
  [
    { ...linear, residual: true },
    { width: 8, batch: 1, depth: 30 },
  ],
  [
    { ...linear, activation: 'tanh' },
    { width: 8, batch: 8, depth: 40 },
  ],
];
describe('how far one seed strays from theory', () => {
  it.each(rows)(
    '%o %o',
    async (changes, size) => {
      const { width, closure = CLOSURE, ...rest } = size;
      const e = made({ ...changes, ...rest, widths: [width] });
      const { mean, variance, dead } = spreadOf(e, predict(e).layers).activations.at(-1)!;
      const [typical, sd] = [mean / Math.LN10, Math.sqrt(variance) / Math.LN10];
      const alive = momentsOf((await distances(e, SEEDS)).filter(Number.isFinite));
      // Four standard errors: of twelve rows, three figures each, one in 400 runs is beyond; seeds are fixed.
      const ofMean = 4 * alive.error + closure * Math.abs(typical);
      expect(Math.abs(alive.mean - typical)).toBeLessThan(ofMean);
      expect(Math.abs(alive.sd - sd)).toBeLessThan(4 * alive.errorOfSd + closure * sd);
      const died = 1 - alive.n / SEEDS;
      const ofDead = 4 * Math.sqrt((dead * (1 - dead)) / SEEDS) + closure * dead;
      expect(Math.abs(died - dead)).toBeLessThanOrEqual(ofDead + 1e-9);
      // Mean-field theory lies outside, and so does a spread of a third or three times the size.
      expect(Math.abs(alive.mean)).toBeGreaterThan(ofMean);
      for (const faulty of [sd / 3, 3 * sd])
        expect(Math.abs(alive.sd - faulty)).toBeGreaterThan(4 * alive.errorOfSd);
    },
    60_000,
  );

  it('is a gamma variable’s where the network is linear, of one sample', () => {
    // Γ(n/2): Hanin & Nica 2020. ψ and ψ′ at 2 are 1 − γ and π²/6 − 1.
    const e = made({ widths: [4], depth: 100, batch: 1 });
    const { mean, variance } = spreadOf(e, predict(e).layers).activations.at(-1)!;
    const layer = Math.LN2 + 1 - 0.5772156649015329 - Math.log(4);
    expect(mean).toBeCloseTo(101 * layer, 9);
    expect(variance).toBeCloseTo(101 * (Math.PI ** 2 / 6 - 1), 9);
  });

  it('is nothing where orthogonal weights keep every length', () => {
    const e = made({ scheme: 'orthogonal', widths: [16], depth: 100, batch: 64, backward: true });
    const { activations, gradients } = spreadOf(e, predict(e).layers);
    for (const { variance } of [activations.at(-1)!, gradients[0]!])
      expect(variance).toBeLessThan(2 / (16 * 64) + 0.01);
    expect(predict(e).caveats).toEqual({});
  });

  it('is as large for gradients of a linear network as for its activations', () => {
    const e = made({ ...linear, widths: [16], depth: 30, batch: 8, backward: true });
    const { activations, gradients } = spreadOf(e, predict(e).layers);
    expect(gradients[0]!.mean).toBeCloseTo(activations.at(-1)!.mean, 6);
    expect(gradients[0]!.variance).toBeCloseTo(activations.at(-1)!.variance, 6);
  });
});

describe('theory of a thin network', () => {
  const thin = { scheme: 'normal', std: 1, widths: [4], depth: 100, backward: true };

  it('stops where a seed lies a factor of 10 away, and says how far it goes', () => {
    const theory = predict(made(thin));
    // One sample: 10^(60.2 − 11.7 ± 3.5); a batch of 256 lies a little nearer.
    expect(caveatOf(theory, 'post')).toMatch(
      /layer 100’s variance typically lies a factor of 10¹¹ below theory, give or take 3000/,
    );
    expect(theory.holdsThrough).toBeGreaterThan(3);
    expect(theory.holdsThrough).toBeLessThan(12);
    expect(caveatOf(theory, 'gradPost')).toMatch(/input’s gradient .* below theory/);
    expect(theory.gradientsHoldFrom).toBeGreaterThan(88);
    expect(caveatOf(theory, 'weight')).toBeUndefined();
    expect(predictionsOf(theory, 'weight')).toHaveLength(100);
  });

  it('is drawn no further in the chart', () => {
    const theory = predict(made(thin));
    const frame = { x: (layer: number) => layer, y: (decades: number) => -decades } as Frame;
    const drawn = (quantity: Quantity) =>
      predictedPoints(frame, chartState({ theory, quantity, depth: 100 })).map((p) => p![0]);
    expect(Math.max(...drawn('post'))).toBe(theory.holdsThrough);
    expect(Math.max(...drawn('pre'))).toBe(theory.holdsThrough);
    expect(Math.min(...drawn('gradPost'))).toBe(theory.gradientsHoldFrom);
    expect(Math.max(...drawn('gradPost'))).toBe(100);
    const state = chartState({ theory, depth: 100, reports: [report(0, 1), report(50, 1e20)] });
    expect(inWords(tooltipOf(state, 50)!)).not.toMatch(/theory/);
    expect(inWords(tooltipOf(state, 0)!)).toMatch(/theory/);
  });

  it('says that ReLU networks die, and from where', () => {
    const theory = predict(made({ ...relu, widths: [4], depth: 100, batch: 1 }));
    // (15/16)^11 is the first power below a half.
    expect(caveatOf(theory, 'post')).toMatch(/most networks are all 0 from layer 11 on/);
  });

  it('keeps a caveat short enough for a phone', () => {
    const sentences = [thin, { ...thin, ...relu, widths: [8] }, { ...thin, ...relu }].flatMap(
      (changes) => Object.values(predict(made(changes)).caveats),
    );
    for (const sentence of sentences) {
      const narrow = caveatOver(sentence, { left: 103, width: 226 }, { width: 358, fontSize: 24 });
      expect(narrow.height, sentence).toBeLessThan((16 * 24) / 2);
    }
  });

  it('is told at once where units that are all on one side leave no variance but rounding', () => {
    // Found by the test below, which took 10¹⁷ steps for it: a variance of −2·10⁻⁸⁵.
    const e = made({
      scheme: 'lecun_normal',
      activation: 'celu',
      slope: -1,
      gain: 10,
      bias: 'normal',
      input: 'correlated',
      inputMean: 3,
      inputStd: 100,
      format: 'float16',
      depth: 80,
      widths: [2, 3, 1, 50],
      shape: 'list',
      backward: true,
    });
    expect(Object.values(predict(e).caveats).join(' ')).toMatch(/typically lies a factor of/);
    for (const x of [-1e17, -0.5, 0, Number.NaN]) {
      expect(digamma(x)).toBeNaN();
      expect(trigamma(x)).toBeNaN();
    }
  });

  it('has no such caveat where layers are wide and few, and none without its numbers', () => {
    const some = fc.record({
      scheme: fc.constantFrom('lecun_normal', 'kaiming_uniform', 'orthogonal', 'sparse', 'zeros'),
      activation: fc.constantFrom(...(Object.keys(activations) as ActivationName[])),
      norm: fc.constantFrom(...normKinds),
      residual: fc.boolean(),
      bias: fc.constantFrom('zero', 'constant', 'normal'),
      gain: fc.constantFrom(0, 0.01, 1, 10),
      inputMean: fc.constantFrom(0, 3),
      inputStd: fc.constantFrom(0, 1, 100),
      input: fc.constantFrom('normal', 'uniform', 'constant', 'correlated'),
      batch: fc.constantFrom(1, 8, 256),
      format: fc.constantFrom('float32', 'float16', 'bfloat16'),
      depth: fc.constantFrom(1, 4, 80),
      widths: fc.constantFrom([1], [2, 3, 1, 50], [8], [1024]),
      slope: fc.constantFrom(-1, 0.01, 2),
      backward: fc.constant(true),
    });
    fc.assert(
      fc.property(some, ({ widths, ...changes }) => {
        const e = made({ ...changes, widths: widths.slice(0, changes.depth + 1), shape: 'list' });
        const { caveats, holdsThrough, preHoldsThrough, gradientsHoldFrom } = predict(e);
        const text = Object.values(caveats).join(' ');
        expect(text).not.toMatch(/NaN|\binf|Infinity|undefined| [-−]|⁺/);
        for (const layer of [holdsThrough, preHoldsThrough, gradientsHoldFrom])
          expect(layer).toBeGreaterThanOrEqual(0);
        if (widths[0] === 1024 && e.depth === 1 && e.gain === 1 && e.inputStd === 1)
          expect(text).not.toMatch(/width/);
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
