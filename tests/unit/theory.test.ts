import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ActivationName, activationOf, activations } from '../../src/model/activations';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import { quantities } from '../../src/model/histogram';
import { normKinds } from '../../src/model/kinds';
import { Problem } from '../../src/model/problem';
import { type SchemeName, schemes } from '../../src/model/schemes';
import { erfc } from '../../src/model/special';
import { criticality } from '../../src/model/theory/criticality';
import { response, squaredSlope } from '../../src/model/theory/response';
import { spreadOf } from '../../src/model/theory/spread';
import { caveatOf, predict, predictionsOf } from '../../src/model/theory/theory';

function experiment(changes: object): Experiment {
  const made = experimentWith(defaultExperiment, { ...changes });
  if (made instanceof Problem) throw new RangeError(made.sentence);
  return made;
}
const names = Object.keys(activations) as ActivationName[];
const unit = (activation: ActivationName, slope = 0.01) => ({ activation, slope });
const centred = (sd: number) => ({ mean: 0, variance: sd * sd });

/** |a / b − 1|. */
const apart = (a: number, b: number) => (a === b ? 0 : Math.abs(a / b - 1));

describe('what φ makes of a normal variable', () => {
  // Ten Gauss–Legendre points on panels of at most two standard deviations, split at the corner,
  // integrate x² times the density to 1e-12; ±8 standard deviations leave out 1e-13 of it.
  // What is centred has formulas; what is 1e-14 σ beside it has the panels, and the same values to 1e-14.
  it.each(
    [1e-20, 1e-3, 1, 1.7, 300, 1e20, 1e140].flatMap((sd) => [
      [sd, 0],
      [sd, 1e-14],
    ]),
  )('rows of two lines at σ = %s, %s σ from zero', (sd, off) => {
    const h = { ...centred(sd!), mean: off! * sd! };
    for (const [of, below] of [
      [unit('relu'), 0],
      [unit('leaky_relu', 0.3), 0.3],
      [unit('leaky_relu', -2), -2],
      [unit('identity'), 1],
    ] as const) {
      const { mean, variance, secondMoment } = response(of, h);
      const [square, first] = [(1 + below ** 2) / 2, (1 - below) / Math.sqrt(2 * Math.PI)];
      expect(apart(secondMoment, square * sd! ** 2)).toBeLessThan(1e-11);
      expect(apart(variance, (square - first ** 2) * sd! ** 2)).toBeLessThan(1e-11);
      expect(Math.abs(mean / sd! - first)).toBeLessThan(1e-11);
      expect(apart(squaredSlope(of, h), square)).toBeLessThan(1e-11);
    }
  });

  it.each([0.05, 0.3, 1, 20, 1e3])('hardtanh at σ = %s in closed form', (sd) => {
    // E[min(h², 1)], by parts; at σ = 1000 its first term cancels to 1e-13.
    const t = 1 / (sd * Math.SQRT2);
    const inside = 1 - erfc(t) - (2 / Math.sqrt(Math.PI)) * t * Math.exp(-t * t);
    const { secondMoment } = response(unit('hardtanh'), centred(sd));
    expect(apart(secondMoment, sd ** 2 * inside + erfc(t))).toBeLessThan(1e-10);
    expect(apart(squaredSlope(unit('hardtanh'), centred(sd)), 1 - erfc(t))).toBeLessThan(1e-10);
  });

  it('tanh where it is nearly a line, and where it is nearly a step', () => {
    // tanh² x = x² − 2x⁴/3 + 17x⁶/45 − …: the next term is 62/315 · 105 σ⁸ = 21 σ⁸.
    for (const sd of [1e-9, 1e-4, 0.01])
      expect(
        Math.abs(response(unit('tanh'), centred(sd)).variance / sd ** 2 - (1 - 2 * sd ** 2)),
      ).toBeLessThan(6 * sd ** 4 + 1e-12);
    // The density is level over the step to 1/σ²: ∫ sech² = 2, ∫ sech⁴ = 4/3.
    for (const sd of [1e3, 1e6, 1e30]) {
      const density = 1 / (sd * Math.sqrt(2 * Math.PI));
      const { secondMoment } = response(unit('tanh'), centred(sd));
      expect(Math.abs(secondMoment - (1 - 2 * density))).toBeLessThan(3 * sd ** -3 + 1e-12);
      expect(apart(squaredSlope(unit('tanh'), centred(sd)), (4 / 3) * density)).toBeLessThan(
        3 * sd ** -2 + 1e-10,
      );
    }
  });

  const levels = [-1.3, 0, 0.7].flatMap((mean) =>
    [0.02, 0.5, 3, 20].map((sd) => ({ mean, variance: sd ** 2 })),
  );

  // Midpoints δ apart are off by δ² / 24 times the jumps of a derivative, those of φ′² by δ times the
  // density at the jump: with σ ≥ 0.02, δ = 16 / 40 000 and the density at most 0.4, by 1e-4.
  it.each(names)('%s agrees with a fine even grid', (name) => {
    const { phi, derivative } = activationOf(name);
    const steps = 40_000;
    for (const h of levels) {
      let [mean, square, slope] = [0, 0, 0];
      for (let i = 0; i < steps; i++) {
        const z = 16 * ((i + 0.5) / steps - 0.5);
        const weight = ((16 / steps) * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
        const x = h.mean + Math.sqrt(h.variance) * z;
        mean += weight * phi(x, 0.01);
        square += weight * phi(x, 0.01) ** 2;
        slope += weight * derivative(x, 0.01) ** 2;
      }
      const level = response(unit(name), h);
      expect(Math.abs(level.mean - mean)).toBeLessThanOrEqual(1e-6 * Math.sqrt(square));
      expect(apart(level.secondMoment, square)).toBeLessThan(1e-6);
      expect(Math.abs(squaredSlope(unit(name), h) - slope)).toBeLessThan(2e-4);
    }
    // A fault of 1 % in σ shows.
    const [right, faulty] = [0.25, 0.25 * 1.02].map((variance) =>
      response(unit(name), { mean: 0.7, variance }),
    );
    expect(apart(faulty!.variance, right!.variance)).toBeGreaterThan(1e-4);
  });
});

describe('predictions', () => {
  it('are 784ˡ for N(0, 1), and infinite beyond double precision', () => {
    const { layers } = predict(experiment({ depth: 200, backward: true }));
    // Every layer's quadrature is good to 1e-12.
    for (const l of [1, 2, 26, 50, 100])
      expect(apart(layers[l]!.post.variance, 784 ** l)).toBeLessThan(1e-12 * l);
    expect(layers[200]!.pre).toEqual({ variance: Infinity, secondMoment: Infinity });
    expect(layers[0]!.gradPost!.variance).toBe(Infinity);
  });

  it('stay at mean 0 and variance 1 with SELU and LeCun’s weights', () => {
    const { layers } = predict(experiment({ scheme: 'lecun_normal', activation: 'selu' }));
    expect(Math.abs(layers[50]!.post.variance - 1)).toBeLessThan(1e-10);
    expect(layers[50]!.post.secondMoment - layers[50]!.post.variance).toBeLessThan(1e-20);
  });

  it('have batch norm’s gradients grow by π / (π − 1) a layer with ReLU', () => {
    const changes = { norm: 'batch', activation: 'relu', batch: 2048, backward: true, epsilon: 0 };
    const { layers } = predict(experiment(changes));
    const [above, below] = [layers[30]!.gradPost!.variance, layers[29]!.gradPost!.variance];
    // Of a finite batch B: (B − 2) / (B − 3).
    expect(below / above).toBeCloseTo(((Math.PI / (Math.PI - 1)) * 2046) / 2045, 9);
    const { chi, phase } = criticality(experiment(changes))!;
    expect(chi).toBeCloseTo(Math.PI / (Math.PI - 1), 6);
    expect(phase).toBe('chaotic');
  });

  it('carry gradients by fan_out where activations go by fan_in', () => {
    const tapering = { widths: [512, 256], shape: 'list', depth: 1, backward: true };
    const { layers } = predict(experiment({ ...tapering, scheme: 'xavier_normal' }));
    expect(layers[1]!.pre.variance).toBeCloseTo((512 * 2) / 768, 10);
    expect(layers[0]!.gradPost!.variance).toBeCloseTo((256 * 2) / 768, 10);
    expect(layers[1]!.gradWeight!.variance).toBeCloseTo(256, 8);
  });

  it('are computed once an experiment', () => {
    const one = experiment({ activation: 'gelu' });
    expect(predict(one)).toBe(predict(one));
  });

  it('are never NaN, nor negative', () => {
    const some = fc.record({
      scheme: fc.constantFrom(...(Object.keys(schemes) as SchemeName[])),
      activation: fc.constantFrom(...names),
      norm: fc.constantFrom(...normKinds),
      bias: fc.constantFrom('zero', 'constant', 'normal'),
      biasValue: fc.constantFrom(-10, 0, 0.1),
      residual: fc.boolean(),
      branch: fc.constantFrom('1', '1/√depth', 'typed'),
      branchScale: fc.constantFrom(0, 10),
      input: fc.constantFrom('normal', 'uniform', 'constant', 'digits', 'correlated'),
      inputMean: fc.constantFrom(0, -100, 3),
      inputStd: fc.constantFrom(0, 1, 100),
      noise: fc.constantFrom(0, 0.1),
      widths: fc.constantFrom([784], [784, 1, 100]),
      batch: fc.constantFrom(1, 2, 3, 256),
      epsilon: fc.constantFrom(0, 1e-5),
      std: fc.constantFrom(0, 1e-5, 1, 10),
      gain: fc.constantFrom(0, 0.5, 1, 10),
      sparsity: fc.constantFrom(0.9, 1),
      slope: fc.constantFrom(-1, 0.01, 2),
      depth: fc.constantFrom(3, 60),
      backward: fc.constant(true),
    });
    fc.assert(
      fc.property(some, (changes) => {
        const e = experiment({ ...changes, shape: 'list' });
        for (const layer of predict(e).layers)
          for (const quantity of quantities)
            for (const value of Object.values(layer[quantity] ?? {}))
              expect(value, `${quantity} of layer ${layer.layer}`).toBeGreaterThanOrEqual(0);
        const critical = criticality(e);
        if (critical) expect(critical.chi).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 400 },
    );
  }, 30_000);
});

describe('where theory does not apply', () => {
  const digits = { input: 'digits', scheme: 'kaiming_normal', activation: 'relu' };
  const rows = [
    [{}, { pre: 50, post: 50, grad: 51 }],
    [{ scheme: 'lsuv' }, { pre: 0, post: 0, grad: 0 }],
    [digits, { pre: 1, post: 0, grad: 0 }],
    [
      { ...digits, activation: 'identity' },
      { pre: 50, post: 50, grad: 51 },
    ],
    [
      { ...digits, widths: [784, 256], norm: 'layer' },
      { pre: 50, post: 50, grad: 0 },
    ],
    [
      { ...digits, norm: 'layer', residual: true },
      { pre: 1, post: 0, grad: 0 },
    ],
    [{ scheme: 'eye' }, { pre: 50, post: 50, grad: 51 }],
    [
      { scheme: 'eye', bias: 'normal' },
      { pre: 0, post: 0, grad: 0 },
    ],
    [
      { scheme: 'eye', norm: 'batch' },
      { pre: 0, post: 0, grad: 0 },
    ],
    [
      { scheme: 'eye', widths: [100, 80, 90] },
      { pre: 1, post: 1, grad: 0 },
    ],
    [{ scheme: 'constant' }, { pre: 50, post: 50, grad: 0 }],
    [
      { scheme: 'constant', input: 'correlated' },
      { pre: 0, post: 0, grad: 0 },
    ],
    [
      { norm: 'batch', batch: 4 },
      { pre: 1, post: 0, grad: 0 },
    ],
    [
      { scheme: 'zeros', bias: 'normal', norm: 'batch' },
      { pre: 50, post: 50, grad: 51 },
    ],
  ] as const;

  it.each(rows)('%o', (changes, { pre, post, grad }) => {
    const theory = predict(experiment({ ...changes, shape: 'list', backward: true }));
    expect(theory.layers).toHaveLength(51);
    expect(predictionsOf(theory, 'pre')).toHaveLength(pre + 1);
    expect(predictionsOf(theory, 'post')).toHaveLength(post + 1);
    expect(predictionsOf(theory, 'gradPost')).toHaveLength(grad);
    const all = pre === 50 && post === 50;
    expect(caveatOf(theory, 'post') === undefined).toBe(all);
    expect(caveatOf(theory, 'gradPre') === undefined).toBe(all && grad === 51);
  });

  it('says where a network is too narrow for its depth', () => {
    const relu = { scheme: 'kaiming_normal', activation: 'relu', backward: true };
    const caveats = (changes: object) => predict(experiment(changes)).caveats;
    expect(caveats(relu)).toEqual({});
    expect(caveats({ ...relu, widths: [64] }).activations).toMatch(/width and depth/);
    // A saturated tanh: forward it holds, backward few units have a slope. In many samples others do.
    const tanh = { activation: 'tanh', backward: true };
    const { activations, gradients } = caveats({ ...tanh, batch: 1 });
    expect([activations, gradients]).toEqual([undefined, expect.stringMatching(/few units/)]);
    expect(caveats({ ...tanh, batch: 256 })).toEqual({});
  });

  it.each([
    ['linear', 'identity', 2],
    ['ReLU', 'relu', 5],
  ] as const)('takes a spread of Hanin & Rolnick’s %s network', (_, activation, share) => {
    const e = experiment({ scheme: 'kaiming_normal', activation, backward: true, batch: 1 });
    const { activations, gradients } = spreadOf(e, predict(e).layers);
    // The input, or the cotangent, is a mean over units too. Next come terms of share/2n of each.
    const first = (share * 50 + 2) / 784;
    for (const { mean, variance } of [activations.at(-1)!, gradients[0]!]) {
      expect(apart(variance, first)).toBeLessThan(share / 784);
      expect(apart(mean, -first / 2)).toBeLessThan(share / 784);
    }
  });

  it('tells a residual network’s gradients only near the output, where branches are one-sided', () => {
    const residual = { scheme: 'kaiming_normal', residual: true, backward: true };
    const relu = predict(experiment({ ...residual, activation: 'relu' }));
    expect(relu.gradientsHoldFrom).toBeGreaterThan(30);
    expect(predictionsOf(relu, 'post')).toHaveLength(51);
    expect(predict(experiment({ ...residual, activation: 'tanh' })).gradientsHold).toBe(true);
  });
});
