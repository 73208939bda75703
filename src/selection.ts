import { computed, effect, type ReadonlySignal, type Signal } from '@preact/signals-core';
import { distributionPicture } from './chart/distribution-picture';
import type { Engine } from './engine/engine';
import { isActivation, type Quantity } from './model/histogram';
import type { LayerReport } from './model/report';
import type { View } from './model/view';
import type { Run } from './runner';
import { createInset } from './ui/inset';

/** What of a layer is read closely: before and after φ, and the weights or the gradient if shown. */
function quantitiesOf(report: LayerReport, shown: Quantity): Quantity[] {
  const other = !isActivation(shown) && report[shown] ? [shown] : [];
  // The input has been through no φ.
  return report.layer === 0 ? ['post', ...other] : ['pre', 'post', ...other];
}

/** Shows the selected layer's histograms, which are asked of the engine. */
export function followSelection(
  container: HTMLElement,
  engine: Engine,
  state: {
    readonly selected: Signal<number | undefined>;
    readonly run: ReadonlySignal<Run | undefined>;
    readonly view: ReadonlySignal<View>;
    /** Whether the run is what the engine was asked for last: histograms are of nothing else. */
    readonly isCurrent: () => boolean;
  },
): void {
  const { selected, run, view, isCurrent } = state;
  const inset = createInset(container, {
    closed: () => {
      selected.value = undefined;
    },
    picture: distributionPicture,
  });
  const report = computed(() => run.value?.reports[selected.value ?? -1]);
  const quantity = computed(() => view.value.quantity);
  const theme = computed(() => view.value.theme);
  let newest = 0;

  async function show(layer: LayerReport, shown: Quantity, ticket: number) {
    const counts = quantitiesOf(layer, shown).map(
      async (name) => [name, await engine.histogram(layer.layer, name)] as const,
    );
    const histograms = await Promise.all(counts);
    if (ticket !== newest || !isCurrent()) return;
    inset.show({ report: layer, histograms, theme: theme.peek() });
  }

  effect(() => {
    if (selected.value === undefined) inset.close();
    else inset.open(selected.value);
  });
  effect(() => {
    const depth = run.value?.experiment.depth;
    // Another network may have no such layer.
    if (depth !== undefined && (selected.value ?? 0) > depth) selected.value = undefined;
  });
  effect(() => {
    const ticket = ++newest;
    // Colours are of the theme.
    theme.value;
    if (!report.value || !isCurrent()) return;
    // A run that began meanwhile has taken the histograms away: its own will be asked for.
    show(report.value, quantity.value, ticket).catch(() => {});
  });
}
