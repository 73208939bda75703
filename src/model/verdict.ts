import { inFlow } from './flow';
import { readable } from './format';
import { type Family, families, type Quantity } from './histogram';
import { isFiniteLayer } from './moments';
import { type LayerReport, log10Variance } from './report';

/** What happened to the variance, in one word and one clause. */
export interface Verdict {
  readonly word: 'exploded' | 'growing' | 'held' | 'shrinking' | 'vanished' | 'waiting';
  readonly detail: string;
}

/** Change of log10 variance from the first measurement that still counts as held: a factor of 30. */
const HELD = 1.5;
/** Change from which on growth is an explosion, and shrinking a vanishing: a factor of a million. */
const GONE = 6;

type Measurement = ReturnType<typeof inFlow>[number];

const place = (layer: number) => (layer === 0 ? 'the input' : `layer ${layer}`);
const layers = (n: number) => `${n} ${n === 1 ? 'layer' : 'layers'}`;
const varianceOf = ({ statistics }: Measurement) => readable(statistics.variance, 2);

/** How a pass is told: forward counts layers, backward starts at the last one. */
interface Telling {
  readonly none: string;
  readonly firstBroken: string;
  finiteUntil(before: Measurement): string;
  zeroFrom(layer: number): string;
  ends(first: Measurement, last: Measurement): string;
}

const forward: Telling = {
  none: 'no layer yet',
  firstBroken: 'the input is not finite',
  finiteUntil: (before) =>
    `finite until ${place(before.layer)}; variance ${varianceOf(before)} there`,
  zeroFrom: (layer) => `every value is exactly 0 from layer ${layer} on`,
  ends: (_, last) => `variance ${varianceOf(last)} after ${layers(last.layer)}`,
};

const backward: Telling = {
  none: 'no gradient yet',
  firstBroken: 'no gradient is finite',
  finiteUntil: (before) =>
    `gradient finite back to ${place(before.layer)}; variance ${varianceOf(before)} there`,
  zeroFrom: (layer) => `every gradient is exactly 0 from ${place(layer)} back`,
  ends: (first, last) =>
    `gradient’s variance ${varianceOf(last)} at ${place(last.layer)}, ${varianceOf(first)} at layer ${first.layer}`,
};

const weights: Telling = {
  none: 'no weights yet',
  firstBroken: 'the first layer’s weights are not finite',
  finiteUntil: (before) =>
    `weights finite until ${place(before.layer)}; variance ${varianceOf(before)} there`,
  zeroFrom: (layer) => `every weight is exactly 0 from layer ${layer} on`,
  ends: (first, last) =>
    `variance ${varianceOf(first)} in ${place(first.layer)}, ${varianceOf(last)} in ${place(last.layer)}`,
};

const tellings: Record<Family, Telling> = { activations: forward, weights, gradients: backward };

function wordOf(change: number): Verdict['word'] {
  if (change > GONE) return 'exploded';
  if (change > HELD) return 'growing';
  if (change < -GONE) return 'vanished';
  if (change < -HELD) return 'shrinking';
  return 'held';
}

/** Says what the reports so far show of `quantity`. */
export function verdict(reports: readonly LayerReport[], quantity: Quantity): Verdict {
  const measurements = inFlow(reports, quantity);
  const telling = tellings[families[quantity]];
  const [first, last] = [measurements[0], measurements.at(-1)];
  if (!first || !last) return { word: 'waiting', detail: telling.none };
  // Of a network of one layer there is one measurement, unless the input is measured too.
  if (first === last && first.layer !== 1) return { word: 'waiting', detail: telling.none };

  const broken = measurements.findIndex(({ statistics }) => !isFiniteLayer(statistics));
  if (broken >= 0) {
    const before = measurements[broken - 1];
    return { word: 'exploded', detail: before ? telling.finiteUntil(before) : telling.firstBroken };
  }
  const isZero = ({ statistics: { zeros, count } }: Measurement) => zeros === count;
  if (isZero(last))
    return { word: 'vanished', detail: telling.zeroFrom(measurements.find(isZero)!.layer) };
  const change = log10Variance(last.statistics) - log10Variance(first.statistics);
  return { word: wordOf(change), detail: telling.ends(first, last) };
}
