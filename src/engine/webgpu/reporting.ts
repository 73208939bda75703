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
  // The input is measured once, and goes through no φ.
  const input = layer === 0;
  return {
    layer,
    fanIn,
    units,
    ...statistics,
    pre: pre.statistics,
    post: post.statistics,
    dead: pre.health.dead / units,
    saturated: input ? 0 : pre.health.saturated / (batch * units),
    correlation: {
      pre: pre.health.correlation,
      post: (input ? pre : post).health.correlation,
    },
  };
}
