import { describe, expect, it } from 'vitest';
import {
  type ActivationName,
  activationOf,
  activations,
  largestSlope,
} from '../../src/model/activations';
import { distributions } from '../../src/model/distributions';
import { defaultExperiment, type Experiment, experimentWith } from '../../src/model/experiment';
import { layerShapes } from '../../src/model/layer-shapes';
import { type SchemeName, type SchemeParameters, schemeOf, schemes } from '../../src/model/schemes';
import { erfc, normalCdf, normalPdf, tanhshrink } from '../../src/model/special';
import oracle from '../oracle/functions.json';

const names = Object.keys(activations) as ActivationName[];
const schemeNames = Object.keys(schemes) as SchemeName[];

const functions: Record<string, { value: number[]; derivative: number[] }> = oracle.functions;
const ofPyTorch = (name: ActivationName) =>
  functions[activationOf(name).sloped ? `${name}(0.01)` : name]!;
const SLOPE = 0.01;

/** 16 roundings of a number near 1: what chains of float64 operations differ by. */
const DOUBLE = 16 * 2 ** -52;

/** Where PyTorch itself is less exact: an absolute error. */
const pyTorchsOwn: Partial<Record<ActivationName, number>> = {
  // It returns x above 20, and leaves out ln(1 + e⁻³⁰) = 9.4e-14.
  softplus: 1e-13,
  // Its slope is 1/6 in float32.
  hardsigmoid: 2 ** -24 / 6,
};

describe('activations', () => {
  it.each(names)('%s and its derivative are PyTorch’s at 42 points', (name) => {
    const { phi, derivative } = activationOf(name);
    const { value, derivative: slopes } = ofPyTorch(name);
    expect([value.length, slopes.length]).toEqual([42, 42]);
    for (const [i, x] of oracle.x.entries())
      for (const [ours, theirs] of [
        [phi(x, SLOPE), value[i]!],
        [derivative(x, SLOPE), slopes[i]!],
      ] as const) {
        const bound = DOUBLE * Math.max(1, Math.abs(theirs)) + (pyTorchsOwn[name] ?? 0);
        expect(Math.abs(ours - theirs), `at ${x}`).toBeLessThanOrEqual(bound);
      }
  });

  it.each(names)('%s’s derivative is its slope, between the kinks', (name) => {
    const { phi, derivative } = activationOf(name);
    const step = 2 ** -17;
    for (let x = -12 + 1 / 16; x < 12; x += 1 / 8) {
      const slope = (phi(x + step, 0.2) - phi(x - step, 0.2)) / (2 * step);
      // Central difference: step² φ‴ / 6 is 1e-11 of φ‴, and rounding 12 · 2⁻⁵² / step = 3.5e-10.
      expect(Math.abs(derivative(x, 0.2) - slope), `at ${x}`).toBeLessThan(1e-9);
    }
  });

  it.each(names)('%s of NaN is NaN', (name) => {
    expect(activationOf(name).phi(Number.NaN, 0.2)).toBeNaN();
  });

  it.each(names)('%s stays finite at float32’s ends, or grows as x does', (name) => {
    const { phi, derivative } = activationOf(name);
    for (const x of [-3.4e38, -1e5, 1e5, 3.4e38]) {
      expect(Math.abs(phi(x, 2))).toBeLessThanOrEqual(2 * Math.abs(x));
      expect(Math.abs(derivative(x, 2))).toBeLessThanOrEqual(2);
    }
  });

  it.each([
    ['identity', 0, oracle.gain.linear],
    ['sigmoid', 0, oracle.gain.sigmoid],
    ['tanh', 0, oracle.gain.tanh],
    ['relu', 0, oracle.gain.relu],
    ['leaky_relu', 0.01, oracle.gain['leaky_relu(0.01)']],
    ['leaky_relu', 0.2, oracle.gain['leaky_relu(0.2)']],
    ['selu', 0, oracle.gain.selu],
  ] as const)('%s with slope %d has calculate_gain’s gain', (name, slope, gain) => {
    expect(activationOf(name).gain?.(slope)).toBeCloseTo(gain, 14);
  });

  it('have a gain where PyTorch defines one, and nowhere else', () => {
    const defined = ['identity', 'relu', 'leaky_relu', 'selu', 'tanh', 'sigmoid'];
    expect(names.filter((name) => activationOf(name).gain)).toEqual(defined);
  });

  it.each([
    ['identity', 1],
    ['tanh', 1],
    ['sigmoid', 1 / 4],
    ['leaky_relu', 2],
    ['selu', 1.7580993408473766],
    ['gelu', 0.5 + normalCdf(Math.SQRT2) + Math.SQRT2 * normalPdf(Math.SQRT2) - 0.5],
    ['tanhshrink', 1],
  ] as const)('%s’s steepest slope is known', (name, steepest) => {
    // The grid's step is 1/64: gelu's curvature there is 0.6, so it is within 0.6/2 · (1/128)².
    expect(Math.abs(largestSlope(name, 2) - steepest)).toBeLessThan(2e-5);
  });
});

describe('special functions', () => {
  // Abramowitz & Stegun table 7.1 and mpmath, to 16 digits.
  it.each([
    [0, 1],
    [0.5, 0.4795001221869535],
    [1, 0.15729920705028513],
    [2, 0.004677734981047266],
    [2.4375, 0.0005665432545801649],
    [5, 1.5374597944280349e-12],
    [10, 2.088487583762545e-45],
    [-1, 1.8427007929497148],
  ])('erfc(%d)', (x, value) => {
    // What rounding x² does to exp(−x²), and a few roundings more.
    expect(Math.abs(erfc(x) / value - 1)).toBeLessThan(1e-15 * (2 + x * x));
  });

  it('x − tanh x keeps its digits where the two nearly cancel', () => {
    for (const x of [1e-12, 1e-6, 1e-3]) {
      // x³/3 − 2x⁵/15: the next term is 17/105 x⁴ ≤ 2e-13 of it.
      const series = x ** 3 / 3 - (2 * x ** 5) / 15;
      expect(Math.abs(tanhshrink(x) / series - 1)).toBeLessThan(4e-13);
      expect(tanhshrink(-x)).toBe(-tanhshrink(x));
    }
    // Either side of where the series takes over, by differences: (x − tanh x)′ = tanh² x.
    const [low, high] = [0.05 - 2 ** -10, 0.05 + 2 ** -10];
    const change = Math.tanh(0.05) ** 2 * (high - low);
    // The midpoint rule is off by (2⁻⁹)² / 24 · 2 / tanh² 0.05 = 1.3e-4.
    expect(Math.abs((tanhshrink(high) - tanhshrink(low)) / change - 1)).toBeLessThan(2e-4);
  });
});

const parameters: SchemeParameters = {
  std: 1,
  bound: 1,
  value: 1,
  sparsity: 0.5,
  a: 0,
  mode: 'fan_in',
  gain: 1,
};

/** Standard deviation of the first layer's weights, as an engine draws them. */
function stdOf(scheme: SchemeName, fanIn: number, fanOut: number, changes: object = {}): number {
  const experiment = experimentWith(defaultExperiment, {
    scheme,
    widths: [fanIn, fanOut],
    depth: 1,
    ...changes,
  });
  return layerShapes(experiment as Experiment)[0]!.std;
}

describe('schemes', () => {
  it('are all sixteen', () => {
    expect(schemeNames).toHaveLength(16);
  });

  it.each(oracle.std)('have PyTorch’s standard deviations for $fan_in → $fan_out', (row) => {
    const { fan_in: fanIn, fan_out: fanOut } = row;
    const std = (name: SchemeName, changes = {}) => stdOf(name, fanIn, fanOut, changes);
    // A uniform draw in ±bound has standard deviation bound / √3.
    const bound = (name: SchemeName, changes = {}) => Math.sqrt(3) * std(name, changes);
    expect(std('xavier_normal')).toBeCloseTo(row.xavier, 14);
    expect(bound('xavier_uniform')).toBeCloseTo(row.xavier_uniform_bound, 14);
    expect(std('kaiming_normal')).toBeCloseTo(row.kaiming_fan_in, 14);
    expect(std('kaiming_normal', { mode: 'fan_out' })).toBeCloseTo(row.kaiming_fan_out, 14);
    expect(bound('kaiming_uniform')).toBeCloseTo(row.kaiming_uniform_bound_fan_in, 14);
    expect(bound('kaiming_uniform', { mode: 'fan_out' })).toBeCloseTo(
      Math.sqrt(3) * row.kaiming_fan_out,
      14,
    );
    expect(bound('linear_default')).toBeCloseTo(row.linear_default_bound, 14);
    // nn.Linear's is kaiming_uniform_ with a = √5.
    expect(bound('kaiming_uniform', { a: Math.sqrt(5) })).toBeCloseTo(row.linear_default_bound, 14);
    expect(std('lecun_normal')).toBeCloseTo(1 / Math.sqrt(fanIn), 14);
    expect(bound('lecun_uniform')).toBeCloseTo(Math.sqrt(3 / fanIn), 14);
    // Columns (or rows) of length 1 share their square among the longer side.
    expect(std('orthogonal')).toBeCloseTo(1 / Math.sqrt(Math.max(fanIn, fanOut)), 14);
    // A share p of ones and the rest 0 has the variance p − p².
    const ones = 1 / Math.max(fanIn, fanOut);
    expect(std('eye')).toBeCloseTo(Math.sqrt(ones - ones ** 2), 14);
  });

  it('with their own scale take it as PyTorch does', () => {
    expect(stdOf('normal', 5, 7, { std: 0.02 })).toBeCloseTo(0.02, 15);
    expect(stdOf('uniform', 5, 7, { bound: 0.3 })).toBeCloseTo(0.3 / Math.sqrt(3), 15);
    // Normal cut at ±2: variance 1 − 4 φ(2) / (2 Φ(2) − 1) of the whole one's.
    const cut = Math.sqrt(1 - (4 * normalPdf(2)) / (2 * normalCdf(2) - 1));
    expect(stdOf('trunc_normal', 5, 7, { std: 0.02 })).toBeCloseTo(0.02 * cut, 15);
    // ⌈0.9 · 7⌉ = 7 zeros a column of 7; ⌈0.9 · 20⌉ = 18 of 20.
    expect(stdOf('sparse', 5, 7, { sparsity: 0.9 })).toBe(0);
    expect(stdOf('sparse', 5, 20, { sparsity: 0.9, std: 2 })).toBeCloseTo(2 * Math.sqrt(0.1), 14);
    expect([stdOf('constant', 5, 7), stdOf('zeros', 5, 7)]).toEqual([0, 0]);
    expect(stdOf('lsuv', 5, 7)).toBeNaN();
  });

  it.each(schemeNames.filter((name) => name !== 'zeros'))('%s takes gain as a factor', (name) => {
    const [shape, gained] = [1, 1.5].map(
      (gain) =>
        layerShapes(
          experimentWith(defaultExperiment, { scheme: name, gain, depth: 1 }) as Experiment,
        )[0]!,
    );
    expect(gained!.scale).toBeCloseTo(1.5 * shape!.scale, 14);
  });

  it.each(schemeNames)('%s reads only the parameters it names', (name) => {
    const row = schemeOf(name);
    // Every scheme but zeros is multiplied by the gain outside.
    const read = new Set<string>(name === 'zeros' ? [] : ['gain']);
    const spy = new Proxy(parameters, {
      get: (target, key: keyof SchemeParameters) => {
        read.add(key);
        return target[key];
      },
    });
    row.scale(3, 5, spy);
    row.zeros?.(spy);
    row.impliedGain?.(spy);
    expect([...read].sort()).toEqual([...row.parameters].sort());
  });

  it('bring biases in ±1/√fan_in with linear_default, and nothing else does', () => {
    for (const scheme of schemeNames) {
      const experiment = experimentWith(defaultExperiment, { scheme, widths: [48, 3], depth: 1 });
      const { bias } = layerShapes(experiment as Experiment)[0]!;
      if (scheme !== 'linear_default') expect(bias.scale).toBe(0);
      else expect(bias).toEqual({ distribution: 'uniform', scale: 1 / 12 });
    }
  });
});

describe('distributions', () => {
  it('have the moments of what they say', () => {
    const cut = 1 - (4 * normalPdf(2)) / (2 * normalCdf(2) - 1);
    expect(distributions.trunc_normal.secondMoment()).toBeCloseTo(cut, 14);
    for (const moment of ['mean', 'secondMoment', 'filled'] as const)
      expect(distributions.eye[moment](3, 4)).toBe(3 / 12);
    expect(distributions.orthogonal.secondMoment(4, 3)).toBe(3 / 12);
  });
});
