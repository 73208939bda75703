/** Where a person has put the eye, as numbers that the scene can draw and a link can carry. */
import { Problem } from '../model/problem';
import type { Eye } from './page';

/** In the order in which a link writes them. */
export const eyeNumbers = ({ target, yaw, pitch, distance, tangent, stretch }: Eye) =>
  [...target, yaw, pitch, distance, tangent, stretch] as const;

/** Wider than any stack and any lens of the scene: beyond these limits nothing is visible. */
const ranges: readonly (readonly [what: string, low: number, high: number])[] = [
  ['target x', -1000, 1000],
  ['target y', -1000, 1000],
  ['target z', -1000, 1000],
  ['yaw', -7, 7],
  ['pitch', -1.6, 1.6],
  ['distance', 0.001, 1e5],
  ['tangent', 0.0001, 10],
  ['stretch', 0.01, 100],
];

export const eyeAllowed = `${ranges.length} numbers: ${ranges
  .map(([what, low, high]) => `${what} (${low} to ${high})`)
  .join(', ')}`;

/** Reads an eye from numbers; undefined if their count is wrong. */
export function eyeOf(numbers: readonly number[]): Eye | undefined {
  if (numbers.length !== ranges.length) return undefined;
  const [x, y, z, yaw, pitch, distance, tangent, stretch] = numbers as number[] & { length: 8 };
  return {
    target: [x!, y!, z!],
    yaw: yaw!,
    pitch: pitch!,
    distance: distance!,
    tangent: tangent!,
    stretch: stretch!,
  };
}

/** Angles to 0.01°, lengths to 0.001 or four digits: finer digits would only make links longer. */
const decimals = (value: number, digits: number) => Number(value.toFixed(digits)) + 0;
export const roundedEye = ({ target: [x, y, z], ...eye }: Eye): Eye => ({
  target: [decimals(x, 3), decimals(y, 3), decimals(z, 3)],
  yaw: decimals(eye.yaw, 4),
  pitch: decimals(eye.pitch, 4),
  distance: Number(eye.distance.toPrecision(5)),
  tangent: Number(eye.tangent.toPrecision(5)),
  stretch: Number(eye.stretch.toPrecision(4)),
});

/** What is wrong with an eye, if anything. */
export function eyeProblem(eye: Eye): Problem | undefined {
  const numbers = eyeNumbers(eye);
  const wrong = ranges.findIndex(
    ([, low, high], i) => !(numbers[i]! >= low && numbers[i]! <= high),
  );
  if (wrong < 0) return undefined;
  const [what, low, high] = ranges[wrong]!;
  return new Problem(`The eye’s ${what} ${numbers[wrong]} is not a number from ${low} to ${high}.`);
}
