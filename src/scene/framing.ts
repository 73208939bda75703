import { Vector3 } from 'three/webgpu';
import { SIGMAS } from '../model/axis';
import { isFiniteLayer } from '../model/moments';
import { measurementsOf, type Statistics } from '../model/report';
import {
  floorEnds,
  HALF_WIDTH,
  logX,
  OUTER,
  SPIKE_HEIGHT,
  type Stack,
  UNIT_HEIGHT,
  WALL_HEIGHT,
} from './layout';
import type { SceneState } from './state';

/** What the picture must hold, and from which sides it may be seen. */
export interface Framing {
  readonly points: readonly Vector3[];
  readonly floor: readonly Vector3[];
  /** From, to: degrees away from the front. */
  readonly yaws: readonly [number, number];
}

/** Height of a bar well above a normal curve's peak. */
const SPIKE = 1.75;
/** A spike adds less than this share of a unit before the picture makes room for it. */
const UNSEEN = 0.1;

/** Where bars stand well above a normal curve's peak, if any do. */
function spikes(stack: Stack, state: SceneState): number[] {
  const finite = seenTogether(state).filter(isFiniteLayer);
  const { range } = stack;
  if (range?.kind === 'log') {
    // Saturated: most values are about as far from 0 as the farthest.
    const ends = finite
      .map((s) => ({ ...s, end: Math.max(-s.min, s.max) }))
      .filter(({ end, secondMoment }) => end > 0 && end ** 2 < 2 * secondMoment)
      .map(({ end }) => logX(range, Math.log10(end)));
    const x = Math.min(HALF_WIDTH, Math.max(0, ...ends));
    return ends.length > 0 ? [-x, x] : [];
  }
  // Zeros in one bin, or a bell that is narrow on this axis.
  const high = finite.some((s) => {
    const narrow = range ? (range.high - range.low) / (2 * SIGMAS) / Math.sqrt(s.variance) : 1;
    const ratio = Math.max(s.zeros / s.count / stack.peakShare, narrow);
    return SPIKE_HEIGHT * Math.log10(ratio) > UNSEEN;
  });
  return high ? [0] : [];
}

/** The framing of a state: it changes with the axis and the depth, hardly while a run streams. */
export function framing(stack: Stack, state: SceneState): Framing {
  const [front, back] = floorEnds(stack);
  const at = (x: number, units: number) =>
    [front, back].map((z) => new Vector3(x, units * UNIT_HEIGHT, z));
  const [[leftFront, leftBack], [rightFront, rightBack]] = [at(-OUTER, 0), at(OUTER, 0)];
  const floor = [leftFront!, rightFront!, rightBack!, leftBack!];

  const log = stack.range?.kind === 'log';
  const logCount = state.height === 'logCount';
  // On a log axis a hump may be anywhere; on the others it is in the middle, between walls that
  // hold half a layer each.
  const linear = log ? [WALL_HEIGHT, 1.05] : [1.1, WALL_HEIGHT / 2];
  // By log count nothing is higher than a whole layer, and little is much lower.
  const [middle, ends] = logCount ? [WALL_HEIGHT, WALL_HEIGHT] : linear;
  const tops = [
    ...at(0, middle!),
    ...[-OUTER, OUTER].flatMap((x) => at(x, ends!)),
    ...(logCount ? [] : spikes(stack, state)).flatMap((x) => at(x, SPIKE)),
  ];
  // A long stack is seen well from the side: walls then stand behind the layers' numbers, and on a
  // log axis a V shows the inside of its arms. A bell, and a short stack, are seen from the front.
  const long = Math.min(1, (front - back) / (2 * HALF_WIDTH));
  const [least, most] = log ? [38, 42] : [32, 36];
  return { points: [...floor, ...tops], floor, yaws: [18 + (least - 18) * long, most] };
}

/**
 * The statistics of all that is seen together and has the same heights: of both pictures where there
 * is one beside, else of the bars and of the outline.
 */
export function seenTogether({ reports, quantity, outline, beside }: SceneState): Statistics[] {
  const other = beside ? { reports: beside.reports, quantity } : outline;
  return [{ reports, quantity }, other]
    .flatMap((set) => (set ? measurementsOf(set.reports, set.quantity) : []))
    .map(({ statistics }) => statistics);
}
