import { computed, effect, type ReadonlySignal } from '@preact/signals-core';
import { createChart, type PinnedRun } from './chart/chart';
import { sharedRange } from './model/axis';
import type { Experiment } from './model/experiment';
import { reportsAt } from './model/playback';
import type { LayerReport } from './model/report';
import { changeByTheory, criticality, criticalityInWords } from './model/theory/criticality';
import { predict } from './model/theory/theory';
import { verdict } from './model/verdict';
import type { PictureEvents, Pointed, View } from './model/view';
import type { Run } from './runner';
import type { Outlined } from './scene/state';
import type { Scenes } from './scenes';
import { createReadout } from './ui/readout';
import { createTable } from './ui/table';
import { experimentInWords, nameInWords, passInWords, progressInWords } from './ui/words';

/** What the pictures follow. */
export interface Followed {
  readonly runs: {
    readonly shown: ReadonlySignal<Run | undefined>;
    readonly compared: ReadonlySignal<Run | undefined>;
    readonly seeds: ReadonlySignal<readonly (readonly LayerReport[])[]>;
  };
  /** The experiment B, if two are compared. */
  readonly other: ReadonlySignal<Experiment | undefined>;
  readonly view: ReadonlySignal<View>;
  /** How far the pass has come, in whole layers; undefined is live. */
  readonly time: ReadonlySignal<number | undefined>;
  readonly pointed: ReadonlySignal<Pointed | undefined>;
  readonly pinned: ReadonlySignal<readonly PinnedRun[]>;
  /** The machine takes float32's subnormal numbers for 0. */
  readonly flushesSubnormals: boolean;
}

/** A run with what of it is shown at a time. */
interface Part {
  readonly run: Run;
  readonly reports: readonly LayerReport[];
}

/** Everything that draws a run: one effect, from a run, a time and a view to all pictures. */
export function followRun(
  element: (id: string) => HTMLElement,
  { runs, other, view, time, pointed, pinned, flushesSubnormals }: Followed,
  scenes: Scenes,
  events: PictureEvents,
): { readonly reports: ReadonlySignal<readonly LayerReport[]> } {
  const chart = createChart(element('chart'), events);
  const table = createTable(element('table'), events.select);
  const readout = createReadout(element('readout'));

  const run = runs.shown;
  const experiment = computed(() => run.value?.experiment);
  const quantity = computed(() => view.value.quantity);
  const theory = computed(() => experiment.value && predict(experiment.value));
  const partOf = (whole: ReadonlySignal<Run | undefined>) =>
    computed((): Part | undefined => {
      if (!whole.value) return undefined;
      const { depth } = whole.value.experiment;
      const at = { time: time.value, depth, quantity: quantity.value };
      return { run: whole.value, reports: reportsAt(whole.value.reports, at) };
    });
  const shown = partOf(run);
  const comparedPart = partOf(runs.compared);
  /** B as far as it is shown; what was compared before is not. */
  const compared = computed(() => (other.value ? comparedPart.value : undefined));
  const reports = computed(() => shown.value?.reports ?? []);
  const lines = computed(() => {
    const b = compared.value;
    const asPin = b && { name: `B: ${nameInWords(b.run.experiment)}`, reports: b.reports };
    return asPin ? [asPin, ...pinned.value] : pinned.value;
  });

  /** What stood before φ, as an outline against what stands after it, if both are shown. */
  const beforePhi = (part: Part | undefined, from: Outlined['from']): Outlined | undefined =>
    part && view.value.both && quantity.value === 'post'
      ? { name: 'pre-activation', reports: part.reports, quantity: 'pre', from }
      : undefined;
  /** What is drawn as an outline against the bars of A: B behind it, or its own pre-activations. */
  const outline = computed((): Outlined | undefined => {
    const ghost = view.value.comparison === 'ghost' ? compared.value : undefined;
    if (!ghost) return beforePhi(shown.value, 'a');
    const { reports } = ghost;
    return { name: 'B', reports, quantity: quantity.value, from: 'b' };
  });

  effect(() => {
    if (!experiment.value) return;
    const critical = criticality(experiment.value);
    element('experiment').textContent = experimentInWords(experiment.value);
    element('theory').textContent = critical
      ? `Pre-activation theory: ${criticalityInWords(critical, changeByTheory(experiment.value, quantity.value))}`
      : '';
  });

  const told = () => {
    const { done, preview, experiment } = run.value!;
    const streaming = done ? undefined : progressInWords(run.value!.reports, experiment);
    const cut = reports.value !== run.value!.reports;
    const played = cut && `shown: ${passInWords(time.value!, experiment.depth, quantity.value)}`;
    return {
      verdict: verdict(reports.value, quantity.value, {
        flushesSubnormals,
        format: experiment.format,
      }),
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
    if (!run.value) return;
    const { theme, measure } = view.value;
    const { depth, format } = run.value.experiment;
    chart.show({
      reports: reports.value,
      depth,
      quantity: quantity.value,
      theme,
      theory: theory.value,
      format,
      measure,
      pointed: pointed.value?.layer,
      pinned: lines.value,
      seeds: runs.seeds.value,
      seedCount: view.value.seeds,
    });
  });

  effect(() => {
    const name = (letter: string, part: Part | undefined) =>
      part ? `${letter}: ${nameInWords(part.run.experiment)}` : letter;
    element('scene').dataset.name = name('A', shown.value);
    element('scene-b').dataset.name = name('B', compared.value);
  });

  /** Both pictures have the same axes and the same depth, whichever run they show. */
  const stateOf = ({ run, reports }: Part, twin: Part | undefined) => {
    const { theme, camera, height } = view.value;
    const { experiment, beside, axis } = run;
    const both = beside ? [experiment, beside] : experiment;
    return {
      reports,
      depth: Math.max(experiment.depth, twin?.run.experiment.depth ?? 0),
      quantity: quantity.value,
      theme,
      axis,
      range: sharedRange(axis, both, quantity.value),
      camera,
      height,
      pointed: pointed.value,
      stale: !run.done && time.value === undefined,
    };
  };
  effect(() => {
    if (!shown.value) return;
    const twin = compared.value;
    const beside = view.value.comparison === 'beside' ? twin : undefined;
    scenes.first?.show({ ...stateOf(shown.value, twin), outline: outline.value, beside });
  });
  effect(() => {
    const twin = shown.value;
    if (!twin || !compared.value || view.value.comparison !== 'beside') return;
    const state = stateOf(compared.value, twin);
    const outline = beforePhi(compared.value, 'b');
    scenes.second.value?.show({ ...state, outline, beside: twin });
  });

  return { reports };
}
