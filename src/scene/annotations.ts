import { isFiniteLayer } from '../model/moments';
import { firstNonFinite } from '../model/report';
import { HALF_WIDTH, type Stack } from './layout';
import type { SceneState } from './state';
import { layerTicks, type Tick, type TickLevels, valueTicks, wallTicks } from './ticks';

/** Everything that is written into the picture. */
export interface Annotations {
  readonly stack: Stack;
  readonly values: TickLevels;
  readonly layers: TickLevels;
  readonly valueTitle: string;
  /** Values that have a line on the floor. */
  readonly grid: readonly number[];
  /** The picture in a sentence, for those who do not see it. */
  readonly summary: string;
  readonly broken: { readonly layer: number; readonly text: string } | undefined;
}

/** What a state has to say, wherever it is seen from. */
export function annotate(stack: Stack, { reports, quantity }: SceneState): Annotations {
  const layer = firstNonFinite(reports, quantity);
  const finite = reports.filter((r) => isFiniteLayer(r[quantity]));
  const beyondEdges = finite.some(
    ({ [quantity]: { histogram } }) => histogram.below + histogram.above > 0,
  );
  // A wall's label says where the axis ends, so it takes the place of the last tick.
  const withWalls = (ticks: readonly Tick[]) => [
    ...ticks.filter(({ at }) => Math.abs(at) < HALF_WIDTH - 0.4),
    ...wallTicks(stack),
  ];
  const values = valueTicks(stack);
  const title = stack.range
    ? `value of the ${quantity}-activation`
    : `${quantity}-activation, layer’s own scale`;
  return {
    stack,
    values: beyondEdges ? values.map(withWalls) : values,
    grid: values[0]!.map(({ at }) => at),
    summary: `Histograms of ${title} of the input and ${stack.depth} layers, one behind the other${
      layer === undefined ? '' : `; inf or NaN from layer ${layer} on`
    }.`,
    layers: layerTicks(stack.depth),
    valueTitle: title,
    broken:
      layer === undefined
        ? undefined
        : { layer, text: `${layer === 0 ? 'input' : `layer ${layer}`}: inf / NaN` },
  };
}
