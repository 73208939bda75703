import { scaleLinear } from 'd3-scale';
import { SIGMAS } from '../model/axis';
import type { LogRange } from '../model/columns';
import { powerOfTen, readable } from '../model/format';
import type { LinearRange } from '../model/histogram';
import { beforeLast, layerSteps, tickName } from '../model/layer-ticks';
import { HALF_WIDTH, linearX, logX, OUTER, type Stack, WALL_WIDTH } from './layout';

/** A labelled place: x of a value, or a layer. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}
/** The same axis from densely to sparsely labelled. */
export type TickLevels = readonly (readonly Tick[])[];

const every = (step: number, low: number, high: number) => {
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
};

function logTicks(range: LogRange): TickLevels {
  const { low, high } = range;
  const step = [1, 2, 5, 10].find((s) => (high - low) / s <= 9) ?? 10;
  const ticks = (factor: number, clear: number) => [
    { at: 0, text: '0' },
    ...every(step * factor, low, high).flatMap((e) => {
      const at = logX(range, e);
      if (at < clear) return [];
      return [
        { at, text: powerOfTen(e) },
        { at: -at, text: `−${powerOfTen(e)}` },
      ];
    }),
  ];
  // There is least room next to 0: drop the ticks there before every second one.
  return [1, 2, 4].flatMap((factor) => [0, 0.8, 1.6].map((clear) => ticks(factor, clear)));
}

function linearTicks({ low, high }: LinearRange): TickLevels {
  const scale = scaleLinear([low, high], [-HALF_WIDTH, HALF_WIDTH]);
  const values = scale.ticks(8);
  const format = scale.tickFormat(8);
  const step = values[1]! - values[0]!;
  return [1, 2, 4].map((factor) =>
    values
      .filter((value) => Math.round(value / step) % factor === 0)
      .map((value) => ({ at: scale(value), text: format(value) })),
  );
}

const sigmaTicks: TickLevels = [1, 2, 4].map((step) =>
  every(step, -SIGMAS, SIGMAS).map((s) => ({
    at: linearX(-SIGMAS, SIGMAS, s),
    text: s === 0 ? 'mean' : `${s < 0 ? '−' : '+'}${Math.abs(s)}σ`,
  })),
);

/** Ticks of the value axis. */
export function valueTicks(stack: Stack): TickLevels {
  const { range } = stack;
  if (!range) return sigmaTicks;
  return range.kind === 'log' ? logTicks(range) : linearTicks(range);
}

/** Labels of the walls, which hold the values beyond the axis. */
export function wallTicks({ range }: Stack): [below: Tick, above: Tick] {
  const at = OUTER - WALL_WIDTH / 2;
  const ends = !range
    ? [`−${SIGMAS}σ`, `+${SIGMAS}σ`]
    : range.kind === 'log'
      ? [`−${powerOfTen(range.high)}`, powerOfTen(range.high)]
      : [readable(range.low), readable(range.high)];
  return [
    { at: -at, text: `< ${ends[0]}` },
    { at, text: `> ${ends[1]}` },
  ];
}

/** Layers along the depth: the input, multiples, and always the last. */
export const layerTicks = (depth: number): TickLevels =>
  layerSteps(depth).map((step) =>
    [0, ...every(step, 1, beforeLast(depth, step)), depth].map((at) => ({
      at,
      text: tickName(at),
    })),
  );

/** Layers under which the floor has a line. */
export const gridLayers = (depth: number) => every(depth <= 12 ? 1 : 10, 0, depth);
