import type { Experiment } from '../../model/experiment';
import type { LayerReport } from '../../model/report';
import type { Measured } from './results';
import type { Stage } from './stages';

/** A layer's report from what was measured of it: forward anew, backward added to what is known. */
export function reported(
  { batch }: Experiment,
  known: LayerReport | undefined,
  { layer, fanIn, units, measurements }: Stage,
  measured: readonly Measured[],
): LayerReport {
  const of = (quantity: string) => measured.find((m) => m.quantity === quantity);
  const statistics = Object.fromEntries(
    measurements.map(({ quantity }) => [quantity, of(quantity)?.statistics]),
  );
  const [pre, post] = [of('pre'), of('post')];
  if (!pre || !post) return { ...known!, ...statistics };
  return {
    layer,
    fanIn,
    units,
    ...statistics,
    pre: pre.statistics,
    post: post.statistics,
    dead: post.health!.dead / units,
    saturated: pre.saturated / (batch * units),
    correlation: { pre: pre.health!.correlation, post: post.health!.correlation },
  };
}
