/** What the pictures show: from results, a time and a view, whoever draws it. */
import { computed, type ReadonlySignal } from '@preact/signals-core';
import type { ChartState, PinnedRun } from '../chart/state';
import type { AxisRange, LogRange } from '../model/columns';
import { sharedDecades } from '../model/decades';
import { reportsAt } from '../model/playback';
import type { LayerReport } from '../model/report';
import { predict } from '../model/theory/theory';
import type { Pointed, Preferences } from '../model/view';
import type { Outlined, SceneState } from '../scene/state';
import { comparedWith, type Page, type Side } from '../state/page';
import { otherSeeds, type Run } from '../state/requests';
import { nameInWords } from '../ui/words';
import { litLayer } from './lit';
import type { Results } from './results';

/** What it follows from. */
export interface Followed {
  readonly page: ReadonlySignal<Page>;
  readonly preferences: ReadonlySignal<Preferences>;
  readonly results: Results;
  /** How far the pass has come, in whole layers; undefined is live. */
  readonly time: ReadonlySignal<number | undefined>;
  readonly pointed: ReadonlySignal<Pointed | undefined>;
  /** The chart is a line high. */
  readonly folded: ReadonlySignal<boolean>;
}

/** A run, and its reports that are shown at the current time. */
export interface ShownPart {
  readonly run: Run;
  readonly reports: readonly LayerReport[];
}

export interface Shown {
  /** A, and B as far as it is compared. */
  readonly parts: Readonly<Record<Side, ReadonlySignal<ShownPart | undefined>>>;
  readonly chart: ReadonlySignal<ChartState | undefined>;
  /** The pictures of A, and of B where it has one of its own. */
  readonly scenes: Readonly<Record<Side, ReadonlySignal<SceneState | undefined>>>;
}

/** Computed when it is asked for, and again when something has changed that it follows from. */
export function shownBy({ page, preferences, results, time, pointed, folded }: Followed): Shown {
  const view = computed(() => page.value.view);
  const theme = computed(() => preferences.value.theme);
  const quantity = computed(() => view.value.quantity);
  const partOf = (whole: ReadonlySignal<Run | undefined>) =>
    computed((): ShownPart | undefined => {
      if (!whole.value) return undefined;
      const { depth } = whole.value.experiment;
      const at = { time: time.value, depth, quantity: quantity.value };
      return { run: whole.value, reports: reportsAt(whole.value.reports, at) };
    });
  const shown = partOf(results.sides.a);
  const comparedPart = partOf(results.sides.b);
  const comparesWith = computed(() => comparedWith(page.value));
  /** B as far as it is shown; what was compared before is not. */
  const compared = computed(() => (comparesWith.value ? comparedPart.value : undefined));

  const experiment = computed(() => results.sides.a.value?.experiment);
  const theory = computed(() => experiment.value && predict(experiment.value));
  const layers = computed(() => page.value.layers);
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
  const chart = computed((): ChartState | undefined => {
    if (!shown.value) return undefined;
    const { run, reports } = shown.value;
    const { depth, format } = run.experiment;
    return {
      reports,
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
    };
  });

  /** What stood before φ, as an outline against what stands after it, if both are shown. */
  const beforePhi = (part: ShownPart | undefined, from: Outlined['from']): Outlined | undefined =>
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
  const stateOf = (of: Side, { run, reports }: ShownPart, twin: ShownPart | undefined) => {
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
  const first = computed((): SceneState | undefined => {
    if (!shown.value) return undefined;
    const twin = compared.value;
    const beside = view.value.comparison === 'beside' ? twin : undefined;
    return { ...stateOf('a', shown.value, twin), outline: outline.value, beside };
  });
  const second = computed((): SceneState | undefined => {
    const [part, twin] = [compared.value, shown.value];
    if (!twin || !part || view.value.comparison !== 'beside') return undefined;
    return { ...stateOf('b', part, twin), outline: beforePhi(part, 'b'), beside: twin };
  });

  return { parts: { a: shown, b: compared }, chart, scenes: { a: first, b: second } };
}
