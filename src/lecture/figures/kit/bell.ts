import { normalPdf } from '../../../model/special';

/** Points of a curve; as many as look smooth. */
const POINTS = 120;

/**
 * The normal curve of mean 0 from `low` to `high`, as points (value, share of a bin of this width
 * around it): what a histogram of such bins comes to.
 */
export function bell(std: number, low: number, high: number, width: number): [number, number][] {
  // Beyond four standard deviations nothing is to be seen, and a narrow bell needs its points.
  const [from, to] = [Math.max(low, -4 * std), Math.min(high, 4 * std)];
  return Array.from({ length: POINTS + 1 }, (_, i) => {
    const x = from + ((to - from) * i) / POINTS;
    return [x, (width * normalPdf(x / std)) / std];
  });
}
