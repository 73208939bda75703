import { path } from '../../../dom/svg';
import type { Plane } from './plane';
import type { Bins } from './sample';

/** Path data of a histogram's outline, from the floor and back to it; heights are shares. */
export function outline({ x, y }: Plane, { low, high, shares }: Bins): string {
  const edge = (i: number) => x(low + ((high - low) * i) / shares.length);
  const tops = Array.from(shares, (share, i): [number, number][] => [
    [edge(i), y(share)],
    [edge(i + 1), y(share)],
  ]);
  return path([[edge(0), y(0)], ...tops.flat(), [edge(shares.length), y(0)]]);
}
