/** Playing a run back: what is shown is a function of the time alone, so that it goes both ways. */

import { isGradient, type Quantity } from './histogram';
import { inFlow, type LayerReport } from './report';

/** Multiples of the usual speed. */
export const speeds = [0.5, 1, 2, 4] as const;
export type Speed = (typeof speeds)[number];

const LAYERS_PER_SECOND = 10;
/** How long a loop stays at its end, in layers. */
const REST = 12;

export interface Playback {
  /** In layers from where the pass begins; undefined is live: everything as it comes. */
  readonly time: number | undefined;
  readonly playing: boolean;
  readonly speed: Speed;
  readonly loop: boolean;
}

export const live: Playback = { time: undefined, playing: false, speed: 1, loop: false };

/** The extent of a run, as playback sees it. */
export interface Extent {
  /** The time at which the pass has met all of the quantity. */
  readonly last: number;
  /** The latest time with a report; −1 if there is none. */
  readonly reached: number;
  /** The run is complete. */
  readonly done: boolean;
}

/** The input has activations and a gradient of its own, but no weights and no gradient before φ. */
const firstLayers: Record<Quantity, number> = {
  pre: 0,
  post: 0,
  weight: 1,
  gradPre: 1,
  gradPost: 0,
  gradWeight: 1,
};

export const lastTime = (depth: number, quantity: Quantity) => depth - firstLayers[quantity];

/** The latest time that playback comes to: a loop rests behind the end of the pass. */
export const latestTime = (depth: number, quantity: Quantity, loop: boolean) =>
  lastTime(depth, quantity) + (loop ? REST : 0);

export const extentOf = (
  { reports, done, depth }: { reports: readonly LayerReport[]; done: boolean; depth: number },
  quantity: Quantity,
): Extent => ({
  last: lastTime(depth, quantity),
  reached: inFlow(reports, quantity).length - 1,
  done,
});

/** The layer that the pass meets at a time: forward from the first, or backward from the end. */
export const layerAt = (time: number, depth: number, quantity: Quantity) =>
  isGradient(quantity) ? depth - time : firstLayers[quantity] + time;

const stripped = new WeakMap<LayerReport, LayerReport>();

/** A report without its gradients. The same object every time, because callers compare by identity. */
function withoutGradients(report: LayerReport): LayerReport {
  const known = stripped.get(report);
  if (known) return known;
  const { gradPre, gradPost, gradWeight, ...forward } = report;
  stripped.set(report, forward);
  return forward;
}

/** The reports of a run up to a time, a whole number of layers. */
export function reportsAt(
  reports: readonly LayerReport[],
  { time, depth, quantity }: { time: number | undefined; depth: number; quantity: Quantity },
): readonly LayerReport[] {
  if (time === undefined || time >= lastTime(depth, quantity)) return reports;
  const front = layerAt(time, depth, quantity);
  if (!isGradient(quantity)) return reports.filter(({ layer }) => layer <= front);
  return reports.map((report) => (report.layer < front ? withoutGradients(report) : report));
}

/** Stops at a time, limited to the run's extent. */
export const scrubbedTo = (playback: Playback, time: number, { reached }: Extent): Playback => ({
  ...playback,
  time: Math.max(0, Math.min(reached, time)),
  playing: false,
});

/** Steps a layer forward or back. */
export const stepped = (playback: Playback, by: 1 | -1, extent: Extent): Playback =>
  scrubbedTo(playback, Math.floor(playback.time ?? extent.reached) + by, extent);

/** Plays from where it stands, or from the beginning if that is the end; or stops. */
export function toggled(playback: Playback, { last }: Extent): Playback {
  const { time, playing } = playback;
  if (playing) return { ...playback, playing: false };
  return { ...playback, playing: true, time: time === undefined || time >= last ? 0 : time };
}

/** Advances by some seconds. While a run streams, playback waits for layers that are not there yet. */
export function advanced(playback: Playback, seconds: number, extent: Extent): Playback {
  const { time = 0, speed, loop } = playback;
  const { last, reached, done } = extent;
  const next = time + seconds * speed * LAYERS_PER_SECOND;
  if (!done && next > reached) return { ...playback, time: Math.max(time, reached, 0) };
  if (next < last) return { ...playback, time: next };
  if (!loop) return { ...playback, time: last, playing: false };
  return { ...playback, time: next < last + REST ? next : 0 };
}
