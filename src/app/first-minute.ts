/** Shows a newcomer what to try, once; what is done is remembered. */
import { computed, type ReadonlySignal, signal } from '@preact/signals-core';
import { remember, remembered } from '../dom/storage';
import {
  isForNewcomers,
  type TrialName,
  trialNames,
  trials,
  triedAfter,
} from '../state/first-minute';
import type { Page } from '../state/page';
import { createFirstMinute } from '../ui/first-minute';
import { follow } from './follow';
import type { Parts } from './skeleton';

const KEY = 'initscope.tried';

/** Who shows the page in a frame has things of their own to say around it. */
const isEmbedded = window !== window.top;

export function followFirstMinute(
  alive: AbortSignal,
  { panel }: Pick<Parts, 'panel'>,
  page: ReadonlySignal<Page>,
): void {
  const kept = remembered(KEY)?.split(' ') ?? [];
  const tried = signal<readonly TrialName[]>(trialNames.filter((name) => kept.includes(name)));
  if (isEmbedded || tried.peek().length === trialNames.length) return;
  const began = page.peek();
  const put = (next: readonly TrialName[]) => {
    if (next === tried.peek()) return;
    tried.value = next;
    remember(KEY, next.join(' '));
  };
  const card = createFirstMinute(() => put(trialNames));
  panel.querySelector('.presets')!.after(card.element);
  follow(alive, () => put(triedAfter(tried.peek(), page.value, began)));
  const isShown = computed(
    () => isForNewcomers(page.value) && tried.value.length < trialNames.length,
  );
  follow(alive, () =>
    card.show(
      isShown.value
        ? trialNames.map((name) => ({ ...trials[name], isDone: tried.value.includes(name) }))
        : undefined,
    ),
  );
}
