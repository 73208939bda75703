import type { Vector3 } from 'three/webgpu';
import { layerName } from '../model/format';
import { isActivation, isGradient } from '../model/histogram';
import { isFiniteLayer } from '../model/moments';
import { type BrokenField, brokenField, measurementsOf } from '../model/report';
import { quantityWords } from '../model/view';
import { HALF_WIDTH, type Stack } from './layout';
import { ridgeOf } from './ridge';
import type { SceneState } from './state';
import { layerTicks, type Tick, type TickLevels, valueTicks, wallTicks } from './ticks';
import { type WallShare, wallShares } from './walls';

/** All text in the scene. */
export interface Annotations {
  readonly stack: Stack;
  readonly values: TickLevels;
  readonly layers: TickLevels;
  readonly valueTitle: string;
  /** Values that get a grid line on the floor. */
  readonly grid: readonly number[];
  /** A one-sentence description for screen readers. */
  readonly summary: string;
  readonly pointed: { readonly layer: number; readonly text: string } | undefined;
  readonly broken: (BrokenField & { readonly text: string }) | undefined;
  readonly walls: readonly WallShare[];
  /** Where bars are, for what is written on walls to leave them free: some of their tops. */
  readonly ridge: readonly Vector3[];
}

function summarise({ quantity, depth, outline }: SceneState, broken: BrokenField | undefined) {
  const backward = isGradient(quantity);
  const layers = depth === 1 ? 'one layer' : `${depth} layers`;
  const stack = isActivation(quantity) ? `the input and ${layers}` : layers;
  const field = broken
    ? `; inf or NaN from ${layerName(broken.from)} ${backward ? 'back' : 'on'}`
    : '';
  const line = outline ? `; as an outline: ${outline.name}` : '';
  return `Histograms of the ${quantityWords[quantity].caption} of ${stack}, one behind the other${field}${line}.`;
}

/** The texts of a state, for any camera. */
export function annotate(stack: Stack, state: SceneState): Annotations {
  const { reports, quantity, pointed } = state;
  const broken = brokenField(reports, quantity);
  const beyondEdges = measurementsOf(reports, quantity).some(
    ({ statistics: s }) => isFiniteLayer(s) && s.histogram.below + s.histogram.above > 0,
  );
  // A wall's label says where the axis ends, so it takes the place of the last tick.
  const withWalls = (ticks: readonly Tick[]) => [
    ...ticks.filter(({ at }) => Math.abs(at) < HALF_WIDTH - 0.4),
    ...wallTicks(stack),
  ];
  const values = valueTicks(stack);
  const { caption } = quantityWords[quantity];
  const walls = wallShares(stack, state);
  return {
    stack,
    values: beyondEdges ? values.map(withWalls) : values,
    grid: values[0]!.map(({ at }) => at),
    summary: summarise(state, broken),
    layers: layerTicks(stack.depth),
    valueTitle: stack.range ? `value of the ${caption}` : `${caption}, per-layer scale`,
    pointed: pointed && { layer: pointed.layer, text: layerName(pointed.layer) },
    broken: broken && { ...broken, text: `${layerName(broken.from)}: inf / NaN` },
    walls,
    ridge: walls.length > 0 ? ridgeOf(stack, state) : [],
  };
}
