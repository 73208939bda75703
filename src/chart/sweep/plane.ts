/** Where a sweep's runs lie: the decades that they take, and each value's share of the colours. */
import { svg } from '../../dom/svg';
import type { SweptRun } from './state';

/** Room above and below the curves, as a share of their extent. */
const PADDING = 0.08;
/** log10 of the smallest and largest variance that float32 values can have. */
const [LEAST, MOST] = [-90, 77];

/** The decades to show: all that are finite, and 1, with room around them. */
export function decadesOf(values: readonly (number | undefined)[]): [number, number] {
  const finite = values
    .filter((x): x is number => x !== undefined && Number.isFinite(x))
    .map((x) => Math.max(LEAST, Math.min(MOST, x)));
  const [low, high] = [Math.min(0, ...finite), Math.max(0, ...finite)];
  const room = Math.max(1, (high - low) * PADDING);
  return [low - room, high + room];
}

/** Where the pass of a run ends. */
export const endOf = ({ layers }: SweptRun): number => layers.at(-1)?.decades ?? Number.NaN;

/** What gives a value's marks its colour, between the first value's and the last one's. */
export const coloured = (value: number, values: readonly unknown[]) => ({
  style: `--share: ${values.length > 1 ? value / (values.length - 1) : 0}`,
});

/** A cross at the upper edge: the value is not finite. */
export function cross(x: number, y: number, size: number, attributes: object) {
  const d = `M${x - size},${y - size}l${2 * size},${2 * size}m0,${-2 * size}l${-2 * size},${2 * size}`;
  return svg('path', { class: 'sweep-cross', d, ...attributes });
}
