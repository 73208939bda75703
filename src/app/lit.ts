import type { Quantity } from '../model/histogram';
import { lastTime, layerAt } from '../model/playback';
import type { Pointed } from '../model/view';
import type { Selected, Side } from '../state/page';

/** What may make a layer of a run stand out. */
interface Lighting {
  readonly pointed: Pointed | undefined;
  readonly selected: Selected | undefined;
  /** How far the pass is played, in whole layers; undefined is live. */
  readonly time: number | undefined;
  readonly depth: number;
  readonly quantity: Quantity;
}

/** The layer that stands out in the picture of a side: pointed at, else read closely, else just played. */
export function litLayer(of: Side, lighting: Lighting): Pointed | undefined {
  const { pointed, selected, time, depth, quantity } = lighting;
  if (pointed) return pointed;
  if (selected?.of === of) return { layer: selected.layer };
  if (time === undefined || time >= lastTime(depth, quantity)) return undefined;
  return { layer: layerAt(time, depth, quantity) };
}
