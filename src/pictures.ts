import { computed, effect, type ReadonlySignal } from '@preact/signals-core';
import { createChart, type PinnedRun } from './chart/chart';
import { sharedRange } from './model/axis';
import { reportsAt } from './model/playback';
import { criticality, criticalityInWords } from './model/theory/criticality';
import { predict } from './model/theory/theory';
import { verdict } from './model/verdict';
import type { PictureEvents, Pointed, View } from './model/view';
import type { Run } from './runner';
import type { HistogramScene } from './scene/scene';
import { createReadout } from './ui/readout';
import { createTable } from './ui/table';
import { experimentInWords, passInWords, progressInWords } from './ui/words';

/** What the pictures follow. */
export interface Followed {
  readonly run: ReadonlySignal<Run | undefined>;
  readonly view: ReadonlySignal<View>;
  /** How far the pass has come, in whole layers; undefined is live. */
  readonly time: ReadonlySignal<number | undefined>;
  readonly pointed: ReadonlySignal<Pointed | undefined>;
  readonly pinned: ReadonlySignal<readonly PinnedRun[]>;
}

/** Everything that draws a run: one effect, from a run, a time and a view to all pictures. */
export function followRun(
  element: (id: string) => HTMLElement,
  { run, view, time, pointed, pinned }: Followed,
  scene: HistogramScene | undefined,
  events: PictureEvents,
): void {
  const chart = createChart(element('chart'), events);
  const table = createTable(element('table'), events.select);
  const readout = createReadout(element('readout'));

  const experiment = computed(() => run.value?.experiment);
  const axis = computed(() => run.value?.axis ?? 'log');
  const quantity = computed(() => view.value.quantity);
  const theory = computed(() => experiment.value && predict(experiment.value));
  const range = computed(
    () => experiment.value && sharedRange(axis.value, experiment.value, quantity.value),
  );
  const reports = computed(() => {
    const { depth } = experiment.value ?? { depth: 0 };
    const at = { time: time.value, depth, quantity: quantity.value };
    return reportsAt(run.value?.reports ?? [], at);
  });

  effect(() => {
    if (!experiment.value) return;
    const critical = criticality(experiment.value);
    element('experiment').textContent = experimentInWords(experiment.value);
    element('theory').textContent = critical
      ? `Theory of the pre-activation: ${criticalityInWords(critical)}`
      : '';
  });

  const told = () => {
    const { done, preview, experiment } = run.value!;
    const streaming = done ? undefined : progressInWords(run.value!.reports, experiment);
    const cut = reports.value !== run.value!.reports;
    const played = cut && `shown: ${passInWords(time.value!, experiment.depth, quantity.value)}`;
    return {
      verdict: verdict(reports.value, quantity.value),
      progress: played || streaming,
      preview: preview ? experiment.batch : undefined,
    };
  };

  // Apart from the pictures, which follow the pointer too.
  effect(() => {
    if (!run.value) return;
    readout.show(told());
    table.show(reports.value, quantity.value);
  });
  effect(() => {
    const shown = run.value;
    if (!shown) return;
    const { theme, camera, height, measure } = view.value;
    const { depth, format } = shown.experiment;
    const common = { reports: reports.value, depth, quantity: quantity.value, theme };
    chart.show({
      ...common,
      theory: theory.value,
      format,
      measure,
      pointed: pointed.value?.layer,
      pinned: pinned.value,
      seeds: [],
    });
    scene?.show({
      ...common,
      axis: shown.axis,
      range: range.value,
      camera,
      height,
      pointed: pointed.value,
      outline: undefined,
      beside: undefined,
    });
  });
}
