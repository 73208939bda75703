import { percent, readable } from '../model/format';
import { isFiniteLayer } from '../model/moments';
import { inFlow } from '../model/report';
import { heightScaleOf, unitsOf } from './height-scale';
import { type Stack, UNIT_HEIGHT } from './layout';
import type { SceneState } from './state';
import { wallTicks } from './ticks';

/** What is written at the top of a layer's wall: how much of the layer it holds. */
export interface WallShare {
  readonly layer: number;
  readonly x: number;
  readonly height: number;
  readonly text: string;
}

/** Two digits, except close to 100 %. */
const inPercent = (share: number) =>
  share < 0.995 ? `${readable(100 * share, 2)} %` : percent(share);

/**
 * The shares beyond the axis' ends, of the layer that is pointed at, else of the last one that the
 * pass has come to and that is finite.
 */
export function wallShares(stack: Stack, state: SceneState): WallShare[] {
  const { reports, quantity, pointed } = state;
  const finite = inFlow(reports, quantity).filter(({ statistics }) => isFiniteLayer(statistics));
  const shown = pointed ? finite.find(({ layer }) => layer === pointed.layer) : finite.at(-1);
  if (!shown) return [];
  const { layer, statistics } = shown;
  const { below, above } = statistics.histogram;
  const elements = statistics.count;
  const scale = heightScaleOf(state);
  return wallTicks(stack).flatMap(({ at, text }, i) => {
    const count = [below, above][i]!;
    if (count === 0) return [];
    const height = UNIT_HEIGHT * unitsOf(scale, stack, { count, elements, plain: false });
    return [{ layer, x: at, height, text: `${text}: ${inPercent(count / elements)}` }];
  });
}
