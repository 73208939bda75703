/** What an activation makes of a normal pre-activation. */
import { type ActivationName, activationOf } from '../activations';
import { average, type Level, levelOf, type Normal, normalNodes } from './gaussian';

/** An activation with its negative slope. */
export interface Unit {
  readonly activation: ActivationName;
  readonly slope: number;
}

interface Response {
  level(h: Normal): Level;
  squaredSlope(h: Normal): number;
}

/** No grid follows a sine that a wide normal variable sweeps through. */
const sine: Response = {
  level: ({ mean: m, variance: v }) => {
    const mean = Math.sin(m) * Math.exp(-v / 2);
    const variance = (-Math.expm1(-v) * (1 + Math.exp(-v) * Math.cos(2 * m))) / 2;
    return { mean, variance, secondMoment: variance + mean * mean };
  },
  squaredSlope: ({ mean, variance }) => (1 + Math.exp(-2 * variance) * Math.cos(2 * mean)) / 2,
};

/** h above 0 and a multiple of it below: of what is centred half is on either side. */
const twoLines = (below: number): Response => ({
  level({ variance: v }) {
    const mean = (1 - below) * Math.sqrt(v / (2 * Math.PI));
    const secondMoment = (v * (1 + below ** 2)) / 2;
    return { mean, variance: secondMoment - mean ** 2, secondMoment };
  },
  squaredSlope: () => (1 + below ** 2) / 2,
});

/** What is known exactly, of any normal variable and of centred ones. */
const closed: Partial<Record<ActivationName, Response>> = { sin: sine };
const closedWhereCentred: Partial<Record<ActivationName, (slope: number) => Response>> = {
  identity: () => twoLines(1),
  relu: () => twoLines(0),
  leaky_relu: twoLines,
};

const exactly = ({ activation, slope }: Unit, { mean }: Normal): Response | undefined =>
  closed[activation] ?? (mean === 0 ? closedWhereCentred[activation]?.(slope) : undefined);

/** A variance whose products stay finite: stands for one beyond double precision. */
const HUGE = 1e300;
const NO_END = { mean: 0, variance: Infinity, secondMoment: Infinity };

/**
 * Mean, variance and second moment of φ(h). Where h is beyond double precision so is φ(h): an
 * activation that is bounded never lets it come to that.
 */
export function response(unit: Unit, h: Normal): Level {
  if (!(h.variance < HUGE && h.mean ** 2 < HUGE)) return NO_END;
  const exact = exactly(unit, h);
  if (exact) return exact.level(h);
  const { activation, slope } = unit;
  const { phi } = activationOf(activation);
  const { x, weight } = normalNodes(h);
  return levelOf(
    x.map((value) => phi(value, slope)),
    weight,
  );
}

/** E[φ′(h)²]. */
export function squaredSlope(unit: Unit, { mean, variance }: Normal): number {
  const h = { mean, variance: Math.min(HUGE, variance) };
  const exact = exactly(unit, h);
  if (exact) return exact.squaredSlope(h);
  const { activation, slope } = unit;
  const { derivative } = activationOf(activation);
  const { x, weight } = normalNodes(h);
  return average(
    x.map((value) => derivative(value, slope) ** 2),
    weight,
  );
}

/** φ′(h) · h, by which φ(h) changes as h is stretched. */
export function stretch({ activation, slope }: Unit, h: Normal): Level {
  if (!(h.variance < HUGE)) return NO_END;
  const { derivative } = activationOf(activation);
  const { x, weight } = normalNodes(h);
  return levelOf(
    x.map((value) => value * derivative(value, slope)),
    weight,
  );
}

/** A product of magnitudes in which 0 wins over what is beyond double precision. */
export const times = (a: number, b: number) => (a === 0 || b === 0 ? 0 : a * b);
