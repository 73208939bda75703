/** What stands under a figure: what it shows, of which experiment, and what computed it. */
import { measures, quantityWords, type View } from '../model/view';
import type { Pictured } from './host';

export interface Captioned {
  readonly view: Pick<View, 'quantity' | 'measure' | 'both' | 'comparison'>;
  /** Of which the chart shows the spread, the shown one among them. */
  readonly seeds: number;
  readonly what: Pictured;
  /** The experiments in words: A's, and B's where two are compared. */
  readonly experiment: string;
  readonly compared: string | undefined;
  readonly seed: number;
  readonly adapter: string;
  readonly version: string;
  readonly link: string;
}

/** A longer link would take the picture's room: the version stands alone then. */
const LONGEST_LINK = 120;

/** What is seen in each part. */
const shows: Record<Pictured, (caption: string, measure: string) => string> = {
  both: (caption, measure) =>
    `Histograms of the ${caption}, layer by layer, and below its ${measure}`,
  scene: (caption) => `Histograms of the ${caption}, layer by layer`,
  chart: (caption, measure) => `The ${measure} of the ${caption}, layer by layer`,
};

/** The sentences of a caption, as one text. */
export function captionOf(c: Captioned): string {
  const { quantity, measure, both, comparison } = c.view;
  const { caption } = quantityWords[quantity];
  const hasChart = c.what !== 'scene';
  const hasScene = c.what !== 'chart';
  const experiments = c.compared
    ? `A: ${c.experiment}. B${comparison === 'ghost' && hasScene ? ' (outline)' : ''}: ${c.compared}. Both: seed\u00a0${c.seed}`
    : `${c.experiment}, seed\u00a0${c.seed}`;
  const link = c.link.length > LONGEST_LINK ? '' : `, ${c.link}`;
  return [
    `${shows[c.what](caption, measures[measure])}. ${experiments}.`,
    both && hasScene ? 'Outline: the pre-activation.' : '',
    hasChart ? 'Dots: measured; dashed: theory.' : '',
    hasChart && c.seeds > 1 ? `Band: ${c.seeds} seeds.` : '',
    `Computed by Initscope ${c.version} on ${c.adapter}${link}`,
  ]
    .filter(Boolean)
    .join(' ');
}
