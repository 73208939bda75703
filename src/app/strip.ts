/** The chart's strip follows a person's preferences; a lecture shows its chart as it is meant. */
import { computed, type ReadonlySignal } from '@preact/signals-core';
import type { Preferences } from '../model/view';
import type { Page } from '../state/page';
import { createStrip } from '../ui/strip';
import { atEnd, follow } from './follow';
import type { Parts } from './skeleton';

/** Whether the chart is a line high. */
export const isChartFolded = ({ lesson }: Page, { chart }: Preferences): boolean =>
  !chart && lesson === undefined;

export function followStrip(
  alive: AbortSignal,
  { lab, strip: element }: Pick<Parts, 'lab' | 'strip'>,
  page: ReadonlySignal<Page>,
  preferences: ReadonlySignal<Preferences>,
  prefer: (changes: Partial<Preferences>) => void,
): void {
  const strip = createStrip(element, {
    resize: (chartHeight) => prefer({ chartHeight }),
    fold: () => prefer({ chart: !preferences.peek().chart }),
  });
  atEnd(alive, strip.dispose);
  const folded = computed(() => isChartFolded(page.value, preferences.value));
  follow(alive, () => {
    lab.dataset.chart = folded.value ? 'folded' : 'open';
    strip.show({ height: preferences.value.chartHeight, folded: folded.value });
  });
}
