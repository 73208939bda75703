import type { LayerReport } from '../../../model/report';
import { createRequest } from '../kit/request';
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
