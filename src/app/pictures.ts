/** Everything that draws a run: from results, a time and a view to all pictures. */
import { computed, type ReadonlySignal } from '@preact/signals-core';
import { createChart, type PinnedRun } from '../chart/chart';
import type { AxisRange, LogRange } from '../model/columns';
import { sharedDecades } from '../model/decades';
import { reportsAt } from '../model/playback';
import type { LayerReport } from '../model/report';
import { changeByTheory, criticality, criticalityInWords } from '../model/theory/criticality';
import { predict } from '../model/theory/theory';
import { verdict } from '../model/verdict';
import type { PictureEvents, Pointed, Preferences } from '../model/view';
import type { Outlined } from '../scene/state';
import type { Change } from '../state/change';
import { comparedWith, type Page, type Side } from '../state/page';
import { otherSeeds, type Run } from '../state/requests';
import { createReadout } from '../ui/readout';
import { createTable } from '../ui/table';
import { experimentInWords, nameInWords, passInWords, progressInWords } from '../ui/words';
import type { Machine } from './boot';
import { atEnd, follow } from './follow';
import { litLayer } from './lit';
import type { Notices } from './notices';
import type { Results } from './results';
import type { Scenes } from './scenes';
import type { Parts } from './skeleton';
import { isChartFolded } from './strip';

/** The signals that the pictures follow. */
export interface Followed {
  readonly page: ReadonlySignal<Page>;
  readonly preferences: ReadonlySignal<Preferences>;
  readonly machine: ReadonlySignal<Machine>;
  readonly results: Results;
  /** How far the pass has come, in whole layers; undefined is live. */
  readonly time: ReadonlySignal<number | undefined>;
  readonly pointed: ReadonlySignal<Pointed | undefined>;
}

export interface PicturesEvents extends PictureEvents {
  zoom(layers: Change['layers']): void;
  /** A picture has thrown. */
  fault: Notices['fault'];
}

/** A run, and its reports that are shown at the current time. */
interface Part {
  readonly run: Run;
  readonly reports: readonly LayerReport[];
}

/** The reports of A as they are shown now. */
export function followRuns(
  alive: AbortSignal,
  parts: Parts,
  { page, preferences, machine, results, time, pointed }: Followed,
  scenes: Scenes,
  events: PicturesEvents,
): ReadonlySignal<readonly LayerReport[]> {
  const chart = createChart(parts.chart, events);
  atEnd(alive, chart.dispose);
  const table = createTable(parts.table, events.select);
  const readout = createReadout(parts.readout);
  /** An effect whose exceptions are caught, so that the others go on. */
  const draws = (part: string, draw: () => void) =>
    follow(alive, () => {
      try {
        draw();
      } catch (error) {
        events.fault(part, error);
      }
    });

  const run = results.sides.a;
  const view = computed(() => page.value.view);
  const theme = computed(() => preferences.value.theme);
  const quantity = computed(() => view.value.quantity);
  const experiment = computed(() => run.value?.experiment);
  const theory = computed(() => experiment.value && predict(experiment.value));
  const layers = computed(() => page.value.layers);
  const folded = computed(() => isChartFolded(page.value, preferences.value));
  const partOf = (whole: ReadonlySignal<Run | undefined>) =>
    computed((): Part | undefined => {
      if (!whole.value) return undefined;
      const { depth } = whole.value.experiment;
      const at = { time: time.value, depth, quantity: quantity.value };
      return { run: whole.value, reports: reportsAt(whole.value.reports, at) };
    });
  const shown = partOf(run);
  const comparedPart = partOf(results.sides.b);
  const comparesWith = computed(() => comparedWith(page.value));
  /** B as far as it is shown; what was compared before is not. */
  const compared = computed(() => (comparesWith.value ? comparedPart.value : undefined));
  const reports = computed(() => shown.value?.reports ?? []);

  const pins = computed(() => page.value.pins);
  const pinned = computed(() =>
    pins.value.flatMap(({ name, experiment }): PinnedRun[] => {
      const found = results.of(experiment);
      return found ? [{ name, reports: found.reports }] : [];
    }),
  );
  const lines = computed(() => {
    const b = compared.value;
    const asPin = b && { name: `B: ${nameInWords(b.run.experiment)}`, reports: b.reports };
    return asPin ? [asPin, ...pinned.value] : pinned.value;
  });
  const a = computed(() => page.value.a);
  const seedCount = computed(() => view.value.seeds);
  /** The other seeds of A as it is set, so that a band never belongs to another experiment. */
  const seeds = computed(() =>
    otherSeeds({ a: a.value, view: { ...view.peek(), seeds: seedCount.value } }).flatMap((one) => {
      const found = results.of(one);
      return found ? [found.reports] : [];
    }),
  );

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

  draws('The theory', () => {
    if (!experiment.value) return;
    const critical = criticality(experiment.value);
    parts.experiment.textContent = experimentInWords(experiment.value);
    parts.experiment.title = parts.experiment.textContent;
    parts.theory.textContent = critical
      ? `Pre-activation theory: ${criticalityInWords(critical, changeByTheory(experiment.value, quantity.value))}`
      : '';
  });

  const said = () => {
    const { done, preview, experiment } = run.value!;
    const streaming = done ? undefined : progressInWords(run.value!.reports, experiment);
    const cut = reports.value !== run.value!.reports;
    const played = cut && `shown: ${passInWords(time.value!, experiment.depth, quantity.value)}`;
    const { flushesSubnormals } = machine.value.engine;
    return {
      verdict: verdict(reports.value, quantity.value, {
        flushesSubnormals,
        format: experiment.format,
      }),
      progress: played || streaming,
      preview: preview ? experiment.batch : undefined,
    };
  };

  // Separate from the pictures, which also follow the pointer.
  draws('The verdict', () => {
    if (run.value) readout.show(said());
  });
  draws('The table', () => {
    if (run.value) table.show(reports.value, quantity.value);
  });
  draws('The chart', () => {
    if (!run.value) return;
    const { depth, format } = run.value.experiment;
    chart.show({
      reports: reports.value,
      depth,
      quantity: quantity.value,
      theme: theme.value,
      theory: theory.value,
      format,
      measure: view.value.measure,
      spark: folded.value,
      layers: layers.value,
      pointed: pointed.value?.layer,
      pinned: lines.value,
      seeds: seeds.value,
      seedCount: seedCount.value,
    });
  });

  draws('The names of A and B', () => {
    const name = (letter: string, part: Part | undefined) =>
      part ? `${letter}: ${nameInWords(part.run.experiment)}` : letter;
    parts.stage.dataset.comparison = view.value.comparison;
    parts.scene.dataset.name = name('A', shown.value);
    parts['scene-b'].dataset.name = name('B', compared.value);
  });

  const eye = computed(() => page.value.eye);
  let decades: LogRange | undefined;
  /** What the axis shows: of runs that are seen together, and of all of them that is known. */
  const range = computed((): AxisRange | undefined => {
    const runs = [shown.value, compared.value].flatMap((part) => part?.run ?? []);
    const counted = runs[0]?.ranges?.[quantity.value];
    if (counted?.kind !== 'log') return counted;
    decades = sharedDecades(runs, quantity.value, decades);
    return decades;
  });
  const selected = computed(() => page.value.selected);
  /** Both pictures have the same axes and the same depth, whichever run they show. */
  const stateOf = (of: Side, { run, reports }: Part, twin: Part | undefined) => {
    const { camera, height } = view.value;
    return {
      reports,
      depth: Math.max(run.experiment.depth, twin?.run.experiment.depth ?? 0),
      quantity: quantity.value,
      theme: theme.value,
      range: range.value,
      camera,
      height,
      eye: eye.value,
      pointed: litLayer(of, {
        pointed: pointed.value,
        selected: selected.value,
        time: time.value,
        depth: run.experiment.depth,
        quantity: quantity.value,
      }),
      stale: !run.done && time.value === undefined,
    };
  };
  draws('The picture', () => {
    const scene = scenes.first.value;
    if (!shown.value || !scene) return;
    const twin = compared.value;
    const beside = view.value.comparison === 'beside' ? twin : undefined;
    scene.show({ ...stateOf('a', shown.value, twin), outline: outline.value, beside });
  });
  draws('The picture of B', () => {
    const scene = scenes.second.value;
    const twin = shown.value;
    if (!scene || !twin || !compared.value || view.value.comparison !== 'beside') return;
    const state = stateOf('b', compared.value, twin);
    scene.show({ ...state, outline: beforePhi(compared.value, 'b'), beside: twin });
  });

  return reports;
}
