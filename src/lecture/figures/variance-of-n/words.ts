import { readable } from '../../../model/format';
import type { Words } from '../kit/stage';
import type { Point } from './layer';

export interface VarianceState {
  /** The number of inputs that the slider says. */
  readonly n: number;
  /** By number of inputs. */
  readonly points: ReadonlyMap<number, Point>;
  /** Why there is no point at n, if nothing is to be expected any more. */
  readonly failure: string | undefined;
}

/** For the text, of the point that was looked at last; nothing before there is one. */
export const varianceValues = (point: Point | undefined): Record<string, number> =>
  point ? { n: point.n, variance: point.variance, ratio: point.variance / point.n } : {};

function readoutOf({ n, points, failure }: VarianceState): string[] {
  const point = points.get(n);
  if (!point) return [`n = ${n}`, failure ? `not measured: ${failure}` : 'measuring …'];
  const { variance, error } = point;
  return [
    `n = ${n}: variance ${readable(variance, 4)}`,
    `${readable(variance / n)} ± ${readable((2 * error) / n, 2)} times n`,
  ];
}

export function varianceWords(state: VarianceState): Words {
  const readout = readoutOf(state);
  const all = [...state.points.values()].sort((a, b) => a.n - b.n);
  const others = all.filter(({ n }) => n !== state.n).map((p) => `${p.n}: ${readable(p.variance)}`);
  const rest = others.length ? ` Measured before, by n: ${others.join(', ')}.` : '';
  return {
    readout,
    alternative: `Variance of one layer against its number of inputs n, on two logarithmic axes, with the dashed line variance = n. ${readout.join(', ')}.${rest}`,
  };
}
