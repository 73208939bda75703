import { readable } from '../../../model/format';
import type { LayerReport } from '../../../model/report';
import { createRequest } from '../kit/request';
import type { Words } from '../kit/stage';
import { type Point, pointOf } from './layer';

export interface MeasuringEvents {
  measure(n: number, signal: AbortSignal): Promise<readonly LayerReport[]>;
  done(point: Point): void;
  failed(reason: string): void;
}

/** Measures layers one at a time: what is looked at first, then those that wait. */
export function createMeasuring({ measure, done, failed }: MeasuringEvents) {
  const request = createRequest();
  let waiting: readonly number[] = [];
  let isBusy = false;

  function start(n: number): void {
    isBusy = true;
    request.ask(
      (signal) => measure(n, signal),
      (reports) => {
        isBusy = false;
        waiting = waiting.filter((other) => other !== n);
        done(pointOf(n, reports));
        next();
      },
      (reason) => {
        isBusy = false;
        waiting = [];
        failed(reason);
      },
    );
  }

  function next(): void {
    if (!isBusy && waiting[0] !== undefined) start(waiting[0]);
  }

  return {
    /** At once: what is in flight is given up, and asked for again if it was one of those that wait. */
    now: start,
    /** One after the other, when nothing else is asked for. */
    later(ns: readonly number[]): void {
      waiting = ns;
      next();
    },
    /** Gives up everything. */
    stop(): void {
      request.stop();
      waiting = [];
      isBusy = false;
    },
  };
}

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
