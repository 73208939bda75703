import { readableBytes } from '../model/memory';
import type { RunCost } from '../model/run-cost';

const digits = (x: number) => (x < 10 ? x.toPrecision(2) : x.toFixed(0));

/** “0.42 ms”, “31 µs”. */
const time = (ms: number) => (ms < 0.1 ? `${digits(1000 * ms)} µs` : `${digits(ms)} ms`);

/** Of operations a millisecond: “37 GFLOP/s”, “1.2 TFLOP/s”. */
const rate = (perMs: number) =>
  perMs >= 1e9 ? `${digits(perMs / 1e9)} TFLOP/s` : `${digits(perMs / 1e6)} GFLOP/s`;

const many = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

/**
 * A run's cost in a line: time a layer, the products' operations in all that time and their share of what the adapter can do at most
 * (operations a millisecond; undefined while that is not measured), dispatches, memory.
 */
export function costInWords(cost: RunCost, ceiling: number | undefined): string {
  const { layers, operations, dispatches, submissions, ms, gpuMs, bytes } = cost;
  if (layers === 0) return 'cost: no layer has been computed yet';
  const worked = gpuMs || ms;
  const of = gpuMs ? 'on the GPU' : 'waiting included';
  const share =
    ceiling &&
    `, ${digits((100 * operations) / worked / ceiling)} % of the adapter’s ${rate(ceiling)}`;
  return [
    `cost: ${time(worked / layers)} a layer ${of}`,
    `${rate(operations / worked)} in all${share ?? ''}`,
    `${digits(dispatches / layers)} dispatches a layer in ${many(submissions, 'submission')}`,
    readableBytes(bytes),
  ].join(' · ');
}
