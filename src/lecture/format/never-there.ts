/** Live values that a step can never have, however far its run goes. */
import type { Experiment } from '../../model/experiment';
import { isGradient, type Quantity, quantities } from '../../model/histogram';
import { lastTime } from '../../model/playback';
import { inFlow, type LayerReport, type Statistics } from '../../model/report';
import { FIRST, type LiveName, USUAL } from '../live';
import { rowOf } from '../live-rows';

/** What a text's live values are read from. */
export interface Source {
  readonly experiment: Experiment;
  /** The weights are measured where they are what is shown. */
  readonly shown: Quantity;
  /** Names of the values that the step's figure has, if there is one. */
  readonly figure: readonly string[] | undefined;
}

const firstLayer = (depth: number, quantity: Quantity) => depth - lastTime(depth, quantity);

/** Arbitrary finite statistics: only their presence matters. */
const STATISTICS: Statistics = {
  count: 1,
  mean: 1,
  variance: 1,
  secondMoment: 2,
  kurtosis: 0,
  min: 1,
  max: 1,
  zeros: 0,
  infinities: 0,
  nans: 0,
  histogram: { range: { kind: 'linear', low: 0, high: 1 }, below: 0, above: 0 },
};

/** Everything that a completed run of the experiment reports. */
function reportsOf({ experiment, shown }: Source): LayerReport[] {
  const { depth, backward } = experiment;
  const isMeasured = (quantity: Quantity) =>
    isGradient(quantity) ? backward : quantity !== 'weight' || quantity === shown;
  return Array.from({ length: depth + 1 }, (_, layer) => {
    const there = quantities.filter(
      (quantity) => isMeasured(quantity) && layer >= firstLayer(depth, quantity),
    );
    return {
      layer,
      fanIn: 1,
      units: 1,
      correlation: { pre: 0, post: 0 },
      dead: 0,
      saturated: 0,
      pre: STATISTICS,
      post: STATISTICS,
      ...Object.fromEntries(there.map((quantity) => [quantity, STATISTICS])),
    };
  });
}

/** Whether the row has a value once all of the run is there, or while it comes. */
function isEverThere(read: LiveName & { kind: 'row' }, source: Source): boolean {
  const { experiment } = source;
  const { layer = FIRST, quantity = USUAL } = read;
  const reports = reportsOf(source);
  const numbers = {
    last: [experiment.depth],
    shown: inFlow(reports, quantity).map((m) => m.layer),
  };
  const layers = typeof layer === 'number' ? [layer] : numbers[layer];
  return layers.some(
    (number) =>
      rowOf(read.row)!.value({ experiment, reports, layer: number, quantity }) !== undefined,
  );
}

/** Why a live value would never be there, if so. */
export function neverThere(read: LiveName, source: Source): string | undefined {
  const { experiment, shown, figure } = source;
  if (read.kind === 'figure') {
    if (!figure) return 'the step has no figure';
    return figure.includes(read.value) ? undefined : `the figure has ${figure.join(', ')}`;
  }
  if (read.kind !== 'row') return undefined;
  const row = rowOf(read.row)!;
  if (isEverThere(read, source)) return row.none?.(experiment);
  const { layer, quantity = USUAL } = read;
  const { depth, backward } = experiment;
  if (row.quantities.length > 0 && !row.quantities.includes(quantity)) return row.missing;
  if (typeof layer === 'number' && layer > depth) return `the last layer is ${depth}`;
  if (isGradient(quantity) && !backward) return 'gradients need “backward: true” in the experiment';
  if (layer === 0 && firstLayer(depth, quantity) > 0) return `the input has no ${quantity}`;
  if (quantity === 'weight' && shown !== quantity)
    return 'weights are measured where the view says “quantity: weight”';
  return row.missing;
}
