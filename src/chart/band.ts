/** The min–max band over several seeds, layer by layer. */
import { path, svg } from '../dom/svg';
import { figures, figureText } from '../model/figures';
import { theLayer } from '../model/format';
import { isFiniteLayer } from '../model/moments';
import { extentOf } from '../model/playback';
import { type LayerReport, measurementsOf } from '../model/report';
import type { Measure } from '../model/view';
import { heightAt, type Point } from './curves';
import type { Frame } from './frame';
import { label } from './label';
import type { Room } from './room';
import type { ChartState } from './state';

/** A layer's smallest and largest value over the seeds. */
export interface Extremes {
  readonly layer: number;
  /** Runs that have come to this layer, with the one that is shown. */
  readonly runs: number;
  /** NaN where any run is no longer finite. */
  readonly least: number;
  readonly greatest: number;
}

type Spread = Pick<ChartState, 'reports' | 'seeds' | 'quantity' | 'measure'>;

/** The extremes of every layer that the shown run and at least one other seed have reached. */
export function extremesOf({ reports, seeds, quantity, measure }: Spread): Extremes[] {
  const statisticsBy = (run: readonly LayerReport[]) =>
    new Map(measurementsOf(run, quantity).map(({ layer, statistics }) => [layer, statistics]));
  const others = seeds.map(statisticsBy);
  return measurementsOf(reports, quantity).flatMap(({ layer, statistics }) => {
    const all = [statistics, ...others.flatMap((other) => other.get(layer) ?? [])];
    const values = all.every(isFiniteLayer)
      ? all.map((each) => figures[measure].ofNumbers(each))
      : [Number.NaN];
    const [least, greatest] = [Math.min(...values), Math.max(...values)];
    return all.length > 1 ? [{ layer, runs: all.length, least, greatest }] : [];
  });
}

/** 8 seeds; or, while some have yet to come to their end, 7 of 8 seeds. */
export function seedsInWords({ seeds, seedCount, depth, quantity }: ChartState): string {
  const whole = seeds.filter((reports) => {
    const { reached, last } = extentOf({ reports, done: false, depth }, quantity);
    return reached === last;
  });
  const ended = 1 + whole.length;
  return ended < seedCount ? `${ended} of ${seedCount} seeds` : `${ended} seeds`;
}

/** A layer's extremes as text. */
export const extremesInWords = ({ least, greatest }: Extremes, measure: Measure) =>
  Number.isNaN(least)
    ? 'not all finite'
    : `${figureText(measure, least)} … ${figureText(measure, greatest)}`;

/** The last layer's extremes, for screen readers; undefined where there is no band. */
export function bandInWords(state: ChartState): string | undefined {
  const last = extremesOf(state).at(-1);
  return (
    last &&
    `Min–max over ${seedsInWords(state)} at ${theLayer(last.layer)}: ${extremesInWords(last, state.measure)}`
  );
}

/** Splits a list at its missing items. */
function parts<T>(list: readonly (T | undefined)[]): T[][] {
  const found: T[][] = [[]];
  for (const item of list)
    if (item !== undefined) found.at(-1)!.push(item);
    else found.push([]);
  return found.filter((part) => part.length > 0);
}

/** A soft area behind the curve, with its name; broken where any seed is no longer finite. */
export function band(frame: Frame, state: ChartState, room: Room) {
  const pointAt = (layer: number, value: number): Point => [
    frame.x(layer),
    heightAt(frame, Math.log10(value)),
  ];
  const edges = extremesOf(state).map(({ layer, least, greatest }) =>
    Number.isNaN(least)
      ? undefined
      : { low: pointAt(layer, least), high: pointAt(layer, greatest) },
  );
  const areas = parts(edges).map((part) => {
    const outline = [...part.map(({ high }) => high), ...part.map(({ low }) => low).reverse()];
    return svg('path', { class: 'band', d: `${path(outline)}Z`, 'clip-path': frame.clip });
  });
  if (areas.length === 0) return [];
  const above = edges.map((edge) => edge?.high);
  const seeds = seedsInWords(state);
  const names = [`band: min–max over ${seeds}`, `band: ${seeds}`];
  return [...areas, ...label(frame, room, above, 0.45, true, names)];
}
