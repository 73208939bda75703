import { batch, computed, effect, signal } from '@preact/signals-core';
import { boot } from './boot';
import { createComparing } from './comparing';
import { followLecture } from './lecturing';
import type { Theme } from './model/colour';
import { type Experiment, type ExperimentValues, experimentWith } from './model/experiment';
import { isGradient } from './model/histogram';
import { memoryProblem } from './model/memory';
import { type Pin, pinned, renamed, unpinned } from './model/pins';
import { extentOf } from './model/playback';
import { namePreset, presetExperiment } from './model/presets';
import { Problem } from './model/problem';
import { verdict } from './model/verdict';
import { defaultView, type PictureEvents, type Pointed, type View } from './model/view';
import { followRun } from './pictures';
import { createPlayer } from './playback';
import { createRuns } from './runs';
import { openScenes } from './scenes';
import { followSelection, type Selected } from './selection';
import { createCompareBar } from './ui/compare-bar';
import { createFlash } from './ui/flash';
import { createNotice, type Notice } from './ui/notice';
import { createPanel } from './ui/panel';
import { createPins } from './ui/pins';
import { createPlaybackBar } from './ui/playback-bar';
import { listenForShortcuts } from './ui/shortcuts';
import { createViewBar } from './ui/view-bar';
import { nameInWords, passInWords } from './ui/words';
import { jobsFor } from './wanted';

const WITHOUT_GPU =
  'Until then a smaller network runs on the CPU; everything but the 3D view works.';

const element = (id: string) => document.getElementById(id) as HTMLElement;
const root = document.documentElement;

const machine = await boot();

const experiment = signal<Experiment>(machine.start);
const view = signal<View>({ ...defaultView, theme: root.dataset.theme as Theme });
/** A slider is being dragged. */
const dragging = signal(false);
const notice = signal<Notice | undefined>(
  machine.problem && {
    title: '3D view unavailable',
    sentence: machine.problem.sentence,
    remedy: `${machine.problem.remedy} ${WITHOUT_GPU}`,
  },
);
/** Runs that stay in the chart. */
const pins = signal<readonly Pin[]>([]);
/** What went wrong with the newest run; the next one that reports takes it away. */
const failure = signal<Notice | undefined>(undefined);
/** What is pointed at in any of the pictures. */
const pointed = signal<Pointed | undefined>(undefined);
/** The layer that is read closely. */
const selected = signal<Selected | undefined>(undefined);

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

/** Changes what is set, or says why not. */
const change = (changes: Partial<ExperimentValues>, settled = true) =>
  adopt(experimentWith(experiment.peek(), changes), settled);
const changeView = (changes: Partial<View>) => {
  view.value = { ...view.peek(), ...changes };
};
const eventsOf = (of: Selected['of']): PictureEvents => ({
  point: (next) => {
    pointed.value = next;
  },
  select: (layer) => {
    selected.value = { layer, of };
  },
});
const pictureEvents = { shown: eventsOf('shown'), compared: eventsOf('compared') };

const comparing = createComparing(experiment, view, (next) => adopt(next, true));

const panel = createPanel(element('panel'), {
  change,
  choosePreset: (name) =>
    adopt(presetExperiment(name, machine.start, experiment.peek().seed), true),
  changeView,
});
const noticeBox = createNotice(element('notice'));

const scenes = await openScenes(element, machine.gpu, view, pictureEvents, (problem) => {
  notice.value = problem;
});
const resetCamera = () => scenes.first?.resetCamera();
const viewBar = createViewBar(element('view-bar'), { changeView, resetCamera });
const pinList = createPins(element('view-bar'), {
  pin: () => {
    const { reports, experiment } = shown.peek()!;
    pins.value = pinned(pins.peek(), { name: nameInWords(experiment), reports });
  },
  unpin: (index) => {
    pins.value = unpinned(pins.peek(), index);
  },
  rename: (index, name) => {
    pins.value = renamed(pins.peek(), index, name);
  },
});
const compareBar = createCompareBar(element('view-bar'), {
  compare: (comparison) => changeView({ comparison }),
  spread: (seeds) => changeView({ seeds }),
  swap: comparing.swap,
  copy: comparing.copy,
});
const flash = createFlash();
listenForShortcuts({
  experiment: () => experiment.peek(),
  change,
  view: () => view.peek(),
  changeView,
  resetCamera,
  toggle: () => player.events.toggle(),
  say: flash.say,
});

/** The next run is to be played through. */
let playsNext = false;
const runs = createRuns(machine.engine, {
  begin: (slot) => {
    if (slot === 'shown') scenes.first?.keep();
    // The first picture's ghost is of the compared run too.
    if (slot === 'compared') for (const one of [scenes.first, scenes.second.peek()]) one?.keep('b');
  },
  renewed: () => {
    if (playsNext) player.play();
    else player.goLive();
    playsNext = false;
  },
  reported: () => {
    failure.value = undefined;
  },
  failed: (slot, { message }) => {
    if (slot === 'shown') player.goLive();
    failure.value = {
      title: slot === 'shown' ? 'This run failed' : `The run “${slot}” failed`,
      sentence: message,
      remedy: 'Change the experiment to try again.',
    };
  },
});
const { shown, compared } = runs;

const extent = computed(() => {
  const { reports, done, experiment } = shown.value ?? {
    reports: [],
    done: false,
    experiment: machine.start,
  };
  return extentOf({ reports, done, depth: experiment.depth }, view.value.quantity);
});
const player = createPlayer(extent);
const playbackBar = createPlaybackBar(element('playback'), player.events);

element('machine').textContent = machine.description;
element('machine').title = machine.explanation;

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
effect(() => pinList.show(pins.value, shown.value?.done === true && !shown.value.preview));
effect(() => viewBar.show(view.value, scenes.first !== undefined));
effect(() => {
  const { comparison, seeds, quantity } = view.value;
  const other = comparing.other.value;
  const run = compared.value;
  const { flushesSubnormals } = machine.engine;
  const told =
    run && verdict(run.reports, quantity, { flushesSubnormals, format: run.experiment.format });
  compareBar.show({
    comparison,
    seeds,
    hasScene: scenes.first !== undefined,
    other: other && {
      name: nameInWords(other),
      outcome: told ? `${told.headline}, ${told.detail}` : '…',
    },
  });
});
effect(() => {
  const { depth } = shown.value?.experiment ?? machine.start;
  const time = player.time.value;
  const place = passInWords(time ?? Math.max(0, extent.value.reached), depth, view.value.quantity);
  playbackBar.show({ playback: player.playback.value, extent: extent.value, time, place });
});
effect(() => noticeBox.show(failure.value ?? notice.value));

/** Apart from the view, most changes of which compute nothing. */
const jobs = computed(() => {
  const { axis, quantity, seeds } = view.value;
  const other = comparing.other.value;
  return jobsFor({
    experiment: experiment.value,
    other,
    view: { axis, quantity, seeds },
    dragging: dragging.value,
  });
});
effect(() => runs.want(jobs.value));
const isCurrent = () => runs.isCurrent('shown');

const { reports } = followRun(
  element,
  {
    runs,
    other: comparing.other,
    view,
    time: player.time,
    pointed,
    pinned: pins,
    flushesSubnormals: machine.engine.flushesSubnormals,
  },
  scenes,
  pictureEvents.shown,
);
followSelection(element('stage'), machine.engine, { selected, runs, view });

followLecture(
  element('lecture'),
  element('open-lecture'),
  {
    set: (changes, shown) => {
      const next = experimentWith(machine.start, changes);
      const { theme, scale } = view.peek();
      const problem = next instanceof Problem ? next : memoryProblem(next, machine.engine.limits);
      if (problem) return problem;
      selected.value = undefined;
      batch(() => {
        view.value = { ...defaultView, theme, scale, ...shown };
        adopt(next, true);
      });
      resetCamera();
      return undefined;
    },
    change,
    changeView,
    compareWith: comparing.keep,
    say: flash.say,
    play: () => {
      if (isCurrent()) player.play();
      else playsNext = true;
    },
    goLive: () => {
      playsNext = false;
      player.goLive();
    },
    point: (layer) => pictureEvents.shown.point(layer === undefined ? undefined : { layer }),
    measure: (changes, signal) => {
      const next = experimentWith(machine.start, changes);
      if (next instanceof Problem) return Promise.reject(new RangeError(next.sentence));
      return runs.measure(next, signal);
    },
    snapshot: async () => scenes.first?.snapshot(480),
  },
  computed(() => ({
    experiment: experiment.value,
    view: view.value,
    other: comparing.other.value,
    reports: reports.value,
    done: shown.value?.done === true && isCurrent(),
    current: isCurrent(),
  })),
  ({ message }) => {
    failure.value = {
      title: 'The lecture could not be opened',
      sentence: message,
      remedy: 'Check your connection and try again. The lab keeps working.',
    };
  },
);
