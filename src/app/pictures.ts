/** Everything that draws a run: from what is shown to all pictures. */
import { computed, type ReadonlySignal } from '@preact/signals-core';
import { createChart } from '../chart/chart';
import type { LayerReport } from '../model/report';
import { changeByTheory, criticality, criticalityInWords } from '../model/theory/criticality';
import { verdict } from '../model/verdict';
import type { PictureEvents } from '../model/view';
import type { Change } from '../state/change';
import { createReadout } from '../ui/readout';
import { createTable } from '../ui/table';
import { experimentInWords, nameInWords, passInWords, progressInWords } from '../ui/words';
import type { Machine } from './boot';
import { atEnd, follow } from './follow';
import type { Notices } from './notices';
import type { Scenes } from './scenes';
import { type Followed, type ShownPart, shownBy } from './shown';
import type { Parts } from './skeleton';
import { isChartFolded } from './strip';

export interface PicturesEvents extends PictureEvents {
  zoom(layers: Change['layers']): void;
  /** A picture has thrown. */
  fault: Notices['fault'];
}

/** The reports of A as they are shown now. */
export function followRuns(
  alive: AbortSignal,
  parts: Parts,
  followed: Omit<Followed, 'folded'> & { readonly machine: ReadonlySignal<Machine> },
  scenes: Scenes,
  events: PicturesEvents,
): ReadonlySignal<readonly LayerReport[]> {
  const { page, preferences, machine, results, time } = followed;
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

  const folded = computed(() => isChartFolded(page.value, preferences.value));
  const shown = shownBy({ ...followed, folded });
  const run = results.sides.a;
  const quantity = computed(() => page.value.view.quantity);
  const comparison = computed(() => page.value.view.comparison);
  const experiment = computed(() => run.value?.experiment);
  const reports = computed(() => shown.parts.a.value?.reports ?? []);

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
    if (shown.chart.value) chart.show(shown.chart.value);
  });

  draws('The names of A and B', () => {
    const name = (letter: string, part: ShownPart | undefined) =>
      part ? `${letter}: ${nameInWords(part.run.experiment)}` : letter;
    parts.stage.dataset.comparison = comparison.value;
    parts.scene.dataset.name = name('A', shown.parts.a.value);
    parts['scene-b'].dataset.name = name('B', shown.parts.b.value);
  });

  draws('The picture', () => {
    const state = shown.scenes.a.value;
    if (state) scenes.first.value?.show(state);
  });
  draws('The picture of B', () => {
    const state = shown.scenes.b.value;
    if (state) scenes.second.value?.show(state);
  });

  return reports;
}
