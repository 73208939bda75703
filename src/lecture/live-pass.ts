/** What a lesson's text can name of a whole pass: how a quantity goes from layer to layer. */
import type { Experiment } from '../model/experiment';
import type { Quantity } from '../model/histogram';
import { isFiniteLayer } from '../model/moments';
import { lastTime } from '../model/playback';
import { inFlow, type LayerReport, log10Variance } from '../model/report';

interface Pass {
  readonly experiment: Experiment;
  readonly reports: readonly LayerReport[];
  readonly quantity: Quantity;
}

function finiteIn({ experiment, reports, quantity }: Pass) {
  const pass = inFlow(reports, quantity);
  const broken = pass.find(({ statistics }) => !isFiniteLayer(statistics));
  return {
    finite: broken ? pass.slice(0, pass.indexOf(broken)) : pass,
    broken,
    // Not the run's own word: playback may show only a part of what has been computed.
    complete: pass.length > lastTime(experiment.depth, quantity),
  };
}

/**
 * The factor a layer that takes the variance from the first finite layer to the last one. Layers
 * whose values are all alike have no variance that could grow: where a pass begins or ends with
 * such, it is that of the layers between; known to be none once all of it is there. A pass of one
 * layer never has any.
 */
export function growth(pass: Pass): number | 'none' | undefined {
  const { finite, broken, complete } = finiteIn(pass);
  const spread = ({ statistics }: (typeof finite)[number]) => statistics.variance > 0;
  const [first, last] = [finite.findIndex(spread), finite.findLastIndex(spread)];
  if (first === last) return broken || (complete && finite.length > 1) ? 'none' : undefined;
  const decades = (at: number) => log10Variance(finite[at]!.statistics);
  return 10 ** ((decades(last) - decades(first)) / (last - first));
}

/** The layer at which a pass stops being finite; known to be none once all of it is there. */
export function firstBroken(pass: Pass): number | 'none' | undefined {
  const { broken, complete } = finiteIn(pass);
  return broken?.layer ?? (complete ? 'none' : undefined);
}

/** The layer before that, or the one where a pass ends. */
export function lastFinite(pass: Pass): number | 'none' | undefined {
  const { finite, broken, complete } = finiteIn(pass);
  return broken || complete ? (finite.at(-1)?.layer ?? 'none') : undefined;
}
