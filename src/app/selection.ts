/** Shows the selected layer's details; its histograms are requested from the engine. */
import { computed, type ReadonlySignal } from '@preact/signals-core';
import { distributionPicture } from '../chart/distribution-picture';
import type { Engine } from '../engine/engine';
import { isActivation, type Quantity } from '../model/histogram';
import type { LayerReport } from '../model/report';
import type { Preferences } from '../model/view';
import { isCompared, type Page, type Selected, type Side } from '../state/page';
import type { Run } from '../state/requests';
import { createInset } from '../ui/inset';
import { follow } from './follow';
import type { Notices } from './notices';

/** What of a layer is read closely: before and after φ, and the weights or the gradient if shown. */
function quantitiesOf(report: LayerReport, shown: Quantity): Quantity[] {
  const other = !isActivation(shown) && report[shown] ? [shown] : [];
  // The input has not passed through φ.
  return report.layer === 0 ? ['post', ...other] : ['pre', 'post', ...other];
}

interface Followed {
  readonly page: ReadonlySignal<Page>;
  readonly preferences: ReadonlySignal<Preferences>;
  /** The newest run of each side, undefined where it is not what the page asks for. */
  readonly current: Readonly<Record<Side, ReadonlySignal<Run | undefined>>>;
  readonly engine: ReadonlySignal<Engine>;
}

export function followSelection(
  alive: AbortSignal,
  container: HTMLElement,
  { page, preferences, current, engine }: Followed,
  events: { close(): void; fault: Notices['fault'] },
): void {
  const inset = createInset(
    container,
    { closed: events.close, picture: distributionPicture },
    alive,
  );
  const selected = computed(() => page.value.selected);
  const compares = computed(() => isCompared(page.value));
  const quantity = computed(() => page.value.view.quantity);
  const run = computed(() => selected.value && current[selected.value.of].value);
  const report = computed(() => selected.value && run.value?.reports[selected.value.layer]);
  const theme = computed(() => preferences.value.theme);
  let newest = 0;

  /** Names the run only where there are two. */
  function nameOf({ layer, of }: Selected) {
    const place = layer === 0 ? 'input' : `layer ${layer}`;
    if (compares.value) return `${of.toUpperCase()}, ${place}`;
    return place[0]!.toUpperCase() + place.slice(1);
  }

  async function show(read: Selected, layer: LayerReport, ticket: number) {
    const counts = quantitiesOf(layer, quantity.peek()).map(
      async (name) => [name, await engine.peek().histogram(read.layer, name, read.of)] as const,
    );
    // A run that began meanwhile has taken the histograms away: its own will be asked for.
    const histograms = await Promise.all(counts).catch(() => undefined);
    if (!histograms || ticket !== newest || !current[read.of].peek()) return;
    try {
      inset.show({ name: nameOf(read), report: layer, histograms, theme: theme.peek() });
    } catch (error) {
      events.fault('The layer’s details', error);
    }
  }

  follow(alive, () => {
    if (selected.value) inset.open(nameOf(selected.value));
    else inset.close();
  });
  follow(alive, () => {
    const ticket = ++newest;
    // Colours depend on the theme, and the histograms on the quantity.
    theme.value;
    quantity.value;
    const read = selected.value;
    if (read && report.value) void show(read, report.value, ticket);
  });
}
