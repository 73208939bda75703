import { batch, computed, effect, signal } from '@preact/signals-core';
import { boot } from './boot';
import { createChart } from './chart/chart';
import { sharedRange } from './model/axis';
import { type Experiment, experimentWith } from './model/experiment';
import { isGradient } from './model/histogram';
import { memoryProblem } from './model/memory';
import { namePreset, presetExperiment } from './model/presets';
import { Problem } from './model/problem';
import { criticality, criticalityInWords } from './model/theory/criticality';
import { predict } from './model/theory/theory';
import { verdict } from './model/verdict';
import { defaultView, type PictureEvents, type Pointed, type View } from './model/view';
import { openScene } from './open-scene';
import { createRunner, type Run } from './runner';
import { createNotice, type Notice } from './ui/notice';
import { createPanel } from './ui/panel';
import { createReadout } from './ui/readout';
import { listenForShortcuts } from './ui/shortcuts';
import { systemTheme } from './ui/system-theme';
import { createTable } from './ui/table';
import { createViewBar } from './ui/view-bar';
import { experimentInWords, progressInWords } from './ui/words';

/** Samples of a preview while a slider is dragged. */
const PREVIEW_BATCH = 32;

const WITHOUT_GPU =
  'Open this page in a current Chrome, Edge, Safari or Firefox with hardware acceleration switched on. Meanwhile the CPU computes a smaller network: the chart, the verdict and the table below are measured, only the 3D picture is missing.';

const element = (id: string) => document.getElementById(id) as HTMLElement;
const root = document.documentElement;

const theme = systemTheme((query) => matchMedia(query).matches);
// Before the first wait, so that nobody sees the other theme flash.
root.dataset.theme = theme;
const machine = await boot();

const experiment = signal<Experiment>(machine.start);
const view = signal<View>({ ...defaultView, theme });
/** A slider is being dragged. */
const dragging = signal(false);
/** The newest run; the previous one stays until the new one has something to show. */
const run = signal<Run | undefined>(undefined);
const notice = signal<Notice | undefined>(
  machine.problem && {
    title: 'No 3D picture here',
    sentence: machine.problem.sentence,
    remedy: WITHOUT_GPU,
  },
);

/** What went wrong with the newest run; the next one that reports takes it away. */
const failure = signal<Notice | undefined>(undefined);

/** Takes an experiment, or says why not. */
function adopt(next: Experiment | Problem, settled: boolean): Problem | undefined {
  if (next instanceof Problem) return next;
  const problem = memoryProblem(next, machine.engine.limits);
  if (problem) return problem;
  batch(() => {
    experiment.value = next;
    dragging.value = !settled;
    const shown = view.peek();
    if (isGradient(shown.quantity) && !next.backward) view.value = { ...shown, quantity: 'post' };
  });
}

const changeView = (changes: Partial<View>) => {
  view.value = { ...view.peek(), ...changes };
};

const panel = createPanel(element('panel'), {
  change: (changes, settled) => adopt(experimentWith(experiment.peek(), changes), settled),
  choosePreset: (name) =>
    adopt(presetExperiment(name, machine.start, experiment.peek().seed), true),
  changeView,
});
/** What is pointed at in any of the pictures. */
const pointed = signal<Pointed | undefined>(undefined);
const pictureEvents: PictureEvents = {
  point: (next) => {
    pointed.value = next;
  },
  select: () => {},
};
const chart = createChart(element('chart'), pictureEvents);
const table = createTable(element('table'));
const readout = createReadout(element('readout'));
const noticeBox = createNotice(element('notice'));

const scene =
  machine.gpu &&
  (await openScene(element('scene'), machine.gpu, pictureEvents, (problem) => {
    notice.value = problem;
  }));
const resetCamera = () => scene?.resetCamera();
const viewBar = createViewBar(element('view-bar'), { changeView, resetCamera });
listenForShortcuts({ view: () => view.peek(), changeView, resetCamera });

const runner = createRunner(machine.engine, {
  progress: (progress) => {
    failure.value = undefined;
    run.value = progress;
    root.dataset.run = progress.done ? 'done' : 'running';
  },
  fail: ({ message }) => {
    root.dataset.run = 'failed';
    failure.value = {
      title: 'This run failed',
      sentence: message,
      remedy: 'Change the experiment to try again.',
    };
  },
});

element('machine').textContent = machine.description;

effect(() => {
  root.dataset.theme = view.value.theme;
  root.style.setProperty('--scale', String(view.value.scale));
});
effect(() =>
  panel.show({
    experiment: experiment.value,
    view: view.value,
    preset: namePreset(experiment.value, machine.start),
  }),
);
effect(() => viewBar.show(view.value, scene !== undefined));
effect(() => noticeBox.show(failure.value ?? notice.value));

const axis = computed(() => view.value.axis);
effect(() => {
  const preview = dragging.value && experiment.value.batch > PREVIEW_BATCH;
  const changes = preview ? { batch: PREVIEW_BATCH } : {};
  root.dataset.run = 'running';
  runner.start({
    experiment: experimentWith(experiment.value, changes) as Experiment,
    axis: axis.value,
    preview,
  });
});

const shownExperiment = computed(() => run.value?.experiment);
const shownAxis = computed(() => run.value?.axis ?? 'log');
const quantity = computed(() => view.value.quantity);
const theory = computed(() => shownExperiment.value && predict(shownExperiment.value));
const range = computed(
  () =>
    shownExperiment.value && sharedRange(shownAxis.value, shownExperiment.value, quantity.value),
);

effect(() => {
  const shown = run.value;
  if (!shown) return;
  const { quantity, theme, camera, height, measure } = view.value;
  const { reports, done, preview } = shown;
  const { depth, format, batch } = shown.experiment;
  const critical = criticality(shown.experiment);
  element('experiment').textContent = experimentInWords(shown.experiment);
  element('theory').textContent = critical
    ? `Theory of the pre-activation: ${criticalityInWords(critical)}`
    : '';
  readout.show({
    verdict: verdict(reports, quantity),
    progress: done ? undefined : progressInWords(reports, shown.experiment),
    preview: preview ? batch : undefined,
  });
  chart.show({
    reports,
    theory: theory.value,
    quantity,
    depth,
    format,
    theme,
    measure,
    pointed: pointed.value?.layer,
    pinned: [],
  });
  table.show(reports, quantity);
  scene?.show({
    reports,
    depth,
    axis: shown.axis,
    range: range.value,
    quantity,
    theme,
    camera,
    height,
    pointed: pointed.value,
  });
});
