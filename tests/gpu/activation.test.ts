import { describe, expect, it } from 'vitest';
import { type ActivationName, activationOf, activations } from '../../src/model/activations';
import oracle from '../oracle/functions.json';
import special from '../oracle/special.json';
import { openDevice } from './harness';
import { survey, surveyBackward } from './surveys';

const { device } = await openDevice();

const SLOPE = 0.01;

/** φ(h), or x + branch · φ(h). */
const apply = async (
  activation: ActivationName,
  h: Float32Array,
  more: { x?: Float32Array; branch?: number } = {},
) => (await survey(device, { h, units: h.length, activation, slope: SLOPE, ...more })).a;

/** branch · g · φ′(h). */
const slopes = async (activation: ActivationName, h: Float32Array, branch = 1, g = 1) =>
  (
    await surveyBackward(device, {
      h,
      units: h.length,
      grad: new Float32Array(h.length).fill(g),
      activation,
      slope: SLOPE,
      branch,
    })
  ).gradPre;

/** Numbers to three digits, without the sign of 0: what matters of special values. */
const signs = (values: Float32Array) =>
  [...values].map((x) => (Number.isFinite(x) ? String(Number(x.toFixed(3)) + 0) : String(x)));

type Special = Record<'value' | 'derivative' | 'infinite', string[]>;
/** PyTorch 1.13's values and derivatives at NaN, inf, −inf; and gradients where inf comes in. */
const atSpecial = special as Record<ActivationName, Special>;

const expected = (name: ActivationName) =>
  oracle.functions[name === 'leaky_relu' ? 'leaky_relu(0.01)' : name];

/**
 * float32's accuracy: 16 roundings of 2⁻²⁴ relative to the value, or to the order of what it is the
 * difference of. Below 2⁻¹²⁶ an adapter may flush, also before x multiplies; and the oracle itself is
 * float64, which cancels to 2⁻⁵².
 */
const bound = (x: number, value: number, order: number) =>
  16 * 2 ** -24 * Math.max(Math.abs(value), order) +
  Math.max(1, Math.abs(x)) * (2 ** -126 + 2 ** -52);

/** φ′ passes through 0 between −2 and 0, where two terms of a quarter cancel. */
const nearZero = (x: number) => (x > -2 && x < 0 ? 0.25 : 0);
type Order = (x: number, value: number) => number;
/** A rounding of exp's argument u counts |u| times in the result. */
const geluTail: Order = (x, value) => Math.abs(value * 1.6 * (x + 0.0447 * x ** 3));
// The angle that is left of a large one has float32's accuracy, however near to 0 its sine is.
const turned: Order = () => 1 / 16;

const orders: Partial<Record<ActivationName, { value?: Order; derivative?: Order }>> = {
  sin: { value: turned, derivative: turned },
  gelu: { derivative: nearZero },
  silu: { derivative: nearZero },
  mish: { derivative: nearZero },
  // In multiples of 2⁻²⁴, as PyTorch's autograd has it in float32.
  tanhshrink: { derivative: () => 1 / 16 },
  gelu_tanh: {
    value: geluTail,
    derivative: (x, value) => Math.max(nearZero(x), geluTail(x, value)),
  },
};

const { x: points } = oracle;

describe.each(Object.keys(activations) as ActivationName[])('%s on the GPU', (name) => {
  it.each([
    ['value', apply],
    ['derivative', slopes],
  ] as const)('is PyTorch’s at 42 points: %s', async (kind, compute) => {
    const values = await compute(name, Float32Array.from(points));
    const wrong = points.flatMap((x, i) => {
      const want = expected(name)[kind][i]!;
      // The kernel sees x as float32: what that moves the result by is not its error.
      const exact = activationOf(name)[kind === 'value' ? 'phi' : 'derivative'];
      const seen = want + exact(Math.fround(x), SLOPE) - exact(x, SLOPE);
      const error = Math.abs(values[i]! - seen);
      const order = orders[name]?.[kind]?.(x, seen) ?? 0;
      return error <= bound(x, seen, order) ? [] : [{ x, want: seen, got: values[i], error }];
    });
    expect(wrong).toEqual([]);
  });

  it('is PyTorch’s at NaN, inf and −inf, and for an infinite gradient', async () => {
    const inf = Number.POSITIVE_INFINITY;
    const special = Float32Array.of(Number.NaN, inf, -inf, -5, 5, -200);
    const { value, derivative, infinite } = atSpecial[name];
    // −5, 5 and −200 are among the 42 points: here they only meet an infinite gradient.
    expect(signs(await apply(name, special)).slice(0, 3)).toEqual(value);
    expect(signs(await slopes(name, special)).slice(0, 3)).toEqual(derivative);
    // These two PyTorch differentiates in two branches, and inf − inf is NaN; here inf stays inf.
    if (name === 'softsign' || name === 'tanhshrink') return;
    expect(signs(await slopes(name, special, 1, inf))).toEqual(infinite);
  });
});

it('adds a residual branch to its input, and multiplies its gradient', async () => {
  const [h, x] = [Float32Array.of(-1, 2, 3, 4), Float32Array.of(10, 20, 30, 40)];
  const a = await apply('relu', h, { branch: 0.5, x });
  expect([...a]).toEqual([10, 21, 31.5, 42]);
  expect([...(await slopes('relu', h, 0.5, 8))]).toEqual([0, 4, 4, 4]);
});
