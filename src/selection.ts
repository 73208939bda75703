import { computed, effect, type ReadonlySignal, type Signal } from '@preact/signals-core';
import { distributionPicture } from './chart/distribution-picture';
import type { Engine } from './engine/engine';
import { isActivation, type Quantity } from './model/histogram';
import type { LayerReport } from './model/report';
import type { View } from './model/view';
import { storeOf } from './runner';
import type { Runs } from './runs';
import { createInset } from './ui/inset';

/** What of a layer is read closely: before and after φ, and the weights or the gradient if shown. */
function quantitiesOf(report: LayerReport, shown: Quantity): Quantity[] {
  const other = !isActivation(shown) && report[shown] ? [shown] : [];
  // The input has been through no φ.
  return report.layer === 0 ? ['post', ...other] : ['pre', 'post', ...other];
}

/** A layer that is read closely, of the run that is shown or of the compared one. */
export interface Selected {
  readonly layer: number;
  readonly of: 'shown' | 'compared';
}

/** Shows the selected layer's histograms, which are asked of the engine. */
export function followSelection(
  container: HTMLElement,
  engine: Engine,
  {
    selected,
    runs,
    view,
  }: {
    readonly selected: Signal<Selected | undefined>;
    readonly runs: Runs;
    readonly view: ReadonlySignal<View>;
  },
): void {
  const inset = createInset(container, {
    closed: () => {
      selected.value = undefined;
    },
    picture: distributionPicture,
  });
  const comparison = computed(() => view.value.comparison);
  const run = computed(() => selected.value && runs[selected.value.of].value);
  const report = computed(() => selected.value && run.value?.reports[selected.value.layer]);
  const quantity = computed(() => view.value.quantity);
  const theme = computed(() => view.value.theme);
  let newest = 0;

  /** Which run's it is, is said only where there are two. */
  function nameOf({ layer, of }: Selected) {
    const place = layer === 0 ? 'input' : `layer ${layer}`;
    if (comparison.value !== 'off') return `${of === 'shown' ? 'A' : 'B'}, ${place}`;
    return place[0]!.toUpperCase() + place.slice(1);
  }

  async function show(read: Selected, layer: LayerReport, ticket: number) {
    const counts = quantitiesOf(layer, quantity.peek()).map(
      async (name) => [name, await engine.histogram(read.layer, name, storeOf(read.of))] as const,
    );
    const histograms = await Promise.all(counts);
    if (ticket !== newest || !runs.isCurrent(read.of)) return;
    inset.show({ name: nameOf(read), report: layer, histograms, theme: theme.peek() });
  }

  effect(() => {
    if (selected.value) inset.open(nameOf(selected.value));
    else inset.close();
  });
  effect(() => {
    const { layer, of } = selected.value ?? { layer: 0, of: 'shown' };
    const depth = run.value?.experiment.depth ?? layer;
    // Another network may have no such layer, and B is gone where nothing is compared.
    if (layer > depth || (of === 'compared' && comparison.value === 'off'))
      selected.value = undefined;
  });
  effect(() => {
    const ticket = ++newest;
    // Colours are of the theme, and what is shown is of the quantity.
    theme.value;
    quantity.value;
    const read = selected.value;
    if (!read || !report.value || !runs.isCurrent(read.of)) return;
    // A run that began meanwhile has taken the histograms away: its own will be asked for.
    show(read, report.value, ticket).catch(() => {});
  });
}
