import { batch, computed, effect, signal } from '@preact/signals-core';
import { boot } from './boot';
import { axisFor } from './model/axis';
import { type Experiment, experimentWith } from './model/experiment';
import { isGradient } from './model/histogram';
import { memoryProblem } from './model/memory';
import { type Pin, pinned, renamed, unpinned } from './model/pins';
import { extentOf } from './model/playback';
import { namePreset, presetExperiment } from './model/presets';
import { Problem } from './model/problem';
import { defaultView, type PictureEvents, type Pointed, type View } from './model/view';
import { openScene } from './open-scene';
import { followRun } from './pictures';
import { createPlayer } from './playback';
import { createRunner, type Run } from './runner';
import { followSelection } from './selection';
import { createNotice, type Notice } from './ui/notice';
import { createPanel } from './ui/panel';
import { createPins } from './ui/pins';
import { createPlaybackBar } from './ui/playback-bar';
import { listenForShortcuts } from './ui/shortcuts';
import { systemTheme } from './ui/system-theme';
import { createViewBar } from './ui/view-bar';
import { nameInWords, passInWords } from './ui/words';

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

/** Runs that stay in the chart. */
const pins = signal<readonly Pin[]>([]);
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
/** The layer that is read closely. */
const selected = signal<number | undefined>(undefined);
const pictureEvents: PictureEvents = {
  point: (next) => {
    pointed.value = next;
  },
  select: (layer) => {
    selected.value = layer;
  },
};
const noticeBox = createNotice(element('notice'));

const scene =
  machine.gpu &&
  (await openScene(element('scene'), machine.gpu, pictureEvents, (problem) => {
    notice.value = problem;
  }));
const resetCamera = () => scene?.resetCamera();
const viewBar = createViewBar(element('view-bar'), { changeView, resetCamera });
const pinList = createPins(element('view-bar'), {
  pin: () => {
    const { reports, experiment } = run.peek()!;
    pins.value = pinned(pins.peek(), { name: nameInWords(experiment), reports });
  },
  unpin: (index) => {
    pins.value = unpinned(pins.peek(), index);
  },
  rename: (index, name) => {
    pins.value = renamed(pins.peek(), index, name);
  },
});
listenForShortcuts({ view: () => view.peek(), changeView, resetCamera });

const extent = computed(() => {
  const { reports, done, experiment } = run.value ?? {
    reports: [],
    done: false,
    experiment: machine.start,
  };
  return extentOf({ reports, done, depth: experiment.depth }, view.value.quantity);
});
const player = createPlayer(extent);
const playbackBar = createPlaybackBar(element('playback'), player.events);

const runner = createRunner(machine.engine, {
  progress: (progress) => {
    failure.value = undefined;
    batch(() => {
      // Another run begins live.
      if (progress.experiment !== run.peek()?.experiment) player.goLive();
      run.value = progress;
    });
    root.dataset.run = progress.done ? 'done' : 'running';
  },
  fail: ({ message }) => {
    root.dataset.run = 'failed';
    player.goLive();
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
effect(() => pinList.show(pins.value, run.value?.done === true && !run.value.preview));
effect(() => viewBar.show(view.value, scene !== undefined));
effect(() => {
  const { depth } = run.value?.experiment ?? machine.start;
  const time = player.time.value;
  const place = passInWords(time ?? Math.max(0, extent.value.reached), depth, view.value.quantity);
  playbackBar.show({ playback: player.playback.value, extent: extent.value, time, place });
});
effect(() => noticeBox.show(failure.value ?? notice.value));

/** What the engine was asked to run last. */
let asked: Experiment | undefined;
const axis = computed(() => axisFor(view.value.axis, [experiment.value], view.value.quantity));
effect(() => {
  const preview = dragging.value && experiment.value.batch > PREVIEW_BATCH;
  const changes = preview ? { batch: PREVIEW_BATCH } : {};
  root.dataset.run = 'running';
  asked = experimentWith(experiment.value, changes) as Experiment;
  runner.start({
    experiment: asked,
    axis: axis.value,
    preview,
  });
});

followRun(element, { run, view, time: player.time, pointed, pinned: pins }, scene, pictureEvents);
followSelection(element('stage'), machine.engine, { selected, run, view, asked: () => asked });
