import { readable } from './format';
import type { Quantity } from './histogram';
import { firstNonFinite, type LayerReport, log10Variance } from './report';

/** What happened to the variance, in one word and one clause. */
export interface Verdict {
  readonly word: 'exploded' | 'growing' | 'held' | 'shrinking' | 'vanished' | 'waiting';
  readonly detail: string;
}

/** Change of log10 variance from the input that still counts as held: a factor of 30. */
const HELD = 1.5;
/** Change from which on growth is an explosion, and shrinking a vanishing: a factor of a million. */
const GONE = 6;

const layers = (n: number) => `${n} ${n === 1 ? 'layer' : 'layers'}`;

/** Says what the reports so far show of `quantity`; `reports[0]` is the input. */
export function verdict(reports: readonly LayerReport[], quantity: Quantity): Verdict {
  const [input, last] = [reports[0], reports.at(-1)];
  if (!input || !last || last.layer === 0) return { word: 'waiting', detail: 'no layer yet' };

  const broken = firstNonFinite(reports, quantity);
  if (broken !== undefined) {
    const before = reports[broken - 1];
    return {
      word: 'exploded',
      detail: before
        ? `finite until layer ${before.layer}; variance ${readable(before[quantity].variance, 2)} there`
        : 'the input is not finite',
    };
  }
  const { variance, count, zeros } = last[quantity];
  const detail = `variance ${readable(variance, 2)} after ${layers(last.layer)}`;
  if (zeros === count) {
    const first = reports.find((r) => r[quantity].zeros === r[quantity].count)!.layer;
    return { word: 'vanished', detail: `every value is exactly 0 from layer ${first} on` };
  }
  const change = log10Variance(last[quantity]) - log10Variance(input[quantity]);
  if (change > GONE) return { word: 'exploded', detail };
  if (change > HELD) return { word: 'growing', detail };
  if (change < -GONE) return { word: 'vanished', detail };
  if (change < -HELD) return { word: 'shrinking', detail };
  return { word: 'held', detail };
}
