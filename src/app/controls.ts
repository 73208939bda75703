/** The lab's controls: they show the page and change it. */
import { computed, type ReadonlySignal, type Signal } from '@preact/signals-core';
import { pinned, renamed, unpinned } from '../model/pins';
import type { Extent } from '../model/playback';
import { namePreset, presetExperiment } from '../model/presets';
import { Problem } from '../model/problem';
import { nextTask } from '../model/soon';
import { verdict } from '../model/verdict';
import type { Preferences } from '../model/view';
import { copied, swapped } from '../state/change';
import { firstCompared } from '../state/comparing';
import { type Control, comparedWith } from '../state/page';
import { createCompareBar } from '../ui/compare-bar';
import { createLinkDialog } from '../ui/link-dialog';
import { createPanel } from '../ui/panel';
import { createPins } from '../ui/pins';
import { createPlaybackBar } from '../ui/playback-bar';
import { createMore, createSheet } from '../ui/sheet';
import { listenForShortcuts } from '../ui/shortcuts';
import { createTool } from '../ui/tool';
import { createViewBar } from '../ui/view-bar';
import { experimentInWords, nameInWords, passInWords } from '../ui/words';
import { linkTo } from './address';
import type { Machine } from './boot';
import { createClock } from './clock';
import { followFirstMinute } from './first-minute';
import { atEnd, follow } from './follow';
import type { Results } from './results';
import type { Runs } from './runs';
import type { Scenes } from './scenes';
import type { Parts } from './skeleton';
import type { Store } from './store';
import { followStrip } from './strip';

interface Controlled {
  readonly store: Store;
  readonly preferences: Signal<Preferences>;
  readonly machine: ReadonlySignal<Machine>;
  readonly results: Results;
  readonly current: Runs['current'];
  readonly scenes: Scenes;
  /** The extent of playback, and how far the run has come. */
  readonly extent: ReadonlySignal<Extent>;
  readonly time: ReadonlySignal<number | undefined>;
  /** Lets a person choose a file of one's own data. */
  openFile(): void;
  /** A link leads to the lab; in somebody else's page it leads nowhere. */
  readonly hasAddress: boolean;
  /** The address of a page that links lead to, in place of this one's. */
  readonly home: string | undefined;
  /** Says something for a moment. */
  say(text: string): void;
}

/** In several tasks, like the lab: a panel has some fifty inputs. */
export async function createControls(
  alive: AbortSignal,
  parts: Parts,
  {
    store,
    preferences,
    machine,
    results,
    current,
    scenes,
    extent,
    time,
    openFile,
    hasAddress,
    home,
    say,
  }: Controlled,
): Promise<void> {
  const { page, set } = store;
  const view = computed(() => page.value.view);
  const hasScene = computed(() => scenes.first.value !== undefined);
  const prefer = (changes: Partial<Preferences>) => {
    preferences.value = { ...preferences.peek(), ...changes };
  };
  const changeView = (changes: Partial<typeof view.value>) => {
    const compares = (changes.comparison ?? 'off') !== 'off';
    const begins = compares && !page.peek().b && firstCompared(page.peek(), store.history());
    const problem = set({ view: changes, ...(begins && { b: begins.b }) });
    if (begins && !problem) say(begins.words);
  };
  const resetCamera = () => {
    set({ eye: undefined });
  };

  // Before the panel is there, which takes some tasks: nobody sees what is folded open.
  follow(alive, () => {
    parts.lab.dataset.panel = preferences.value.panel ? 'open' : 'folded';
  });
  followStrip(alive, parts, page, preferences, prefer);
  const panel = await createPanel(parts.panel, {
    change: (changes, settled) => set({ a: changes }, settled),
    choosePreset: (name) =>
      set({ a: presetExperiment(name, machine.peek().start, page.peek().a.seed) }),
    openFile,
    prefer,
  });
  atEnd(alive, panel.dispose);
  if (alive.aborted) return;
  const a = computed(() => page.value.a);
  const open = computed(() => page.value.controls);
  follow(alive, () =>
    panel.show({
      experiment: a.value,
      preferences: preferences.value,
      controls: open.value,
      preset: namePreset(a.value, machine.value.start),
    }),
  );

  await nextTask();
  if (alive.aborted) return;
  const viewBar = createViewBar(parts['view-bar'], { changeView, resetCamera });
  follow(alive, () =>
    viewBar.show({
      view: view.value,
      experiment: a.value,
      hasScene: hasScene.value,
      isOpen: (name) => open.value?.includes(name) ?? true,
    }),
  );

  const pinList = createPins(parts['view-bar'], {
    pin() {
      const { pins } = page.peek();
      const { experiment } = current.a.peek()!;
      set({ pins: pinned(pins, { name: nameInWords(experiment), experiment }) });
    },
    unpin: (index) => set({ pins: unpinned(page.peek().pins, index) }),
    rename: (index, name) => set({ pins: renamed(page.peek().pins, index, name) }),
  });
  const pins = computed(() => page.value.pins);
  const canPin = computed(() => current.a.value?.done === true && !current.a.value.preview);
  follow(alive, () => pinList.show(pins.value, canPin.value));

  const compareBar = createCompareBar(
    { tools: parts['view-bar'], words: parts.words },
    {
      compare: (comparison) => changeView({ comparison }),
      spread: (seeds) => changeView({ seeds }),
      swap: () => set(swapped(page.peek())),
      copy: () => set(copied(page.peek())),
    },
  );
  const other = computed(() => comparedWith(page.value));
  follow(alive, () => {
    const { comparison, seeds, quantity } = view.value;
    const run = results.sides.b.value;
    const { flushesSubnormals } = machine.value.engine;
    const found =
      run && verdict(run.reports, quantity, { flushesSubnormals, format: run.experiment.format });
    compareBar.show({
      comparison,
      seeds,
      hasScene: hasScene.value,
      other: other.value && {
        name: nameInWords(other.value),
        outcome: found ? `${found.headline}, ${found.detail}` : '…',
      },
    });
  });

  const table = createTool({ name: 'table', icon: 'table', does: 'table of layers' }, parts.table);
  parts['view-bar'].append(table.element);
  table.element.classList.add('lab-layers');
  // A layer that is read closely would lie under its table.
  parts.table.addEventListener(
    'click',
    ({ target }) => {
      if ((target as Element).closest('button')) table.close();
    },
    { capture: true },
  );

  createSheet(alive, { lab: parts.lab, panel: parts.panel, toolbar: parts['view-bar'] });
  createMore(parts['view-bar']);

  // Who puts a lab into a page says there what to do with it.
  if (hasAddress) followFirstMinute(alive, parts, page);

  const playback = createClock(alive, store, extent);
  const playbackBar = createPlaybackBar(parts.playback, playback);
  const playing = computed(() => page.value.time);
  follow(alive, () => {
    const { depth } = results.sides.a.value?.experiment ?? a.value;
    const at = time.value ?? Math.max(0, extent.value.reached);
    const place = passInWords(at, depth, view.value.quantity);
    playbackBar.show({ playback: playing.value, extent: extent.value, time: time.value, place });
  });

  const dialog = createLinkDialog(parts.lab, {
    copied: (ok) => ok && say('Link copied.'),
  });
  const hasLink = hasAddress || home !== undefined;
  const link = () => {
    if (hasLink)
      dialog.open(linkTo(page.peek(), machine.peek(), home), experimentInWords(page.peek().a));
    else say('No link leads to this lab: it is a part of this page.');
  };
  parts['open-link'].hidden = !hasLink;
  parts['open-link'].addEventListener('click', link);

  // Nobody needs it to begin with.
  const about = () =>
    import('./about').then(
      ({ tellAbout }) => tellAbout(alive, parts.lab, machine.peek()),
      () => say('What this page is could not be loaded: check your connection.'),
    );
  parts.machine.addEventListener('click', about);

  listenForShortcuts(alive, parts.lab, {
    experiment: () => page.peek().a,
    change(changes) {
      const shut = Object.keys(changes).find(
        (name) => !(open.peek() ?? [name]).includes(name as Control),
      );
      return shut
        ? new Problem(`This page’s link does not let ${shut} be changed.`)
        : set({ a: changes });
    },
    view: () => page.peek().view,
    changeView,
    preferences: () => preferences.peek(),
    prefer,
    resetCamera,
    link,
    about,
    toggle: playback.toggle,
    step: playback.step,
    undo: store.undo,
    redo: store.redo,
    say,
  });
}
