/** A lab: `mount` puts it into an element, and what that returns takes it away without a trace. */
import { computed, type Signal, signal, untracked } from '@preact/signals-core';
import { measureAsIn } from '../dom/text';
import type { Drive } from '../embed/host';
import { isSame } from '../model/experiment';
import { extentOf } from '../model/playback';
import { nextTask } from '../model/soon';
import type { Pointed, Preferences } from '../model/view';
import { parseOnto, type ReadLink } from '../state/link';
import { embeddedPage, type Page, type Side, startingPage } from '../state/page';
import { createFlash } from '../ui/flash';
import { createNotice, createRemarks } from '../ui/notice';
import { followAddress, movedTo, textInAddress } from './address';
import { boot, type Machine } from './boot';
import { createControls } from './controls';
import { followCosts } from './costs';
import { openData } from './data';
import { createEmbedHost } from './driving';
import { followExports } from './exports';
import { choose, followFiles, type Opener } from './files';
import { atEnd, follow } from './follow';
import { openJson } from './json-files';
import { followLecture, type LoadLecture } from './lecturing';
import { type MachineSignal, openMachine } from './machine';
import { followMargins } from './margins';
import { createNotices, type Notices } from './notices';
import { followRuns } from './pictures';
import { createResults } from './results';
import { followRequests } from './runs';
import { openScenes } from './scenes';
import { followSelection } from './selection';
import { createSkeleton } from './skeleton';
import { createStore } from './store';
import { followSweeps } from './sweeps';

const WITHOUT_GPU =
  'Until then a smaller network runs on the CPU; everything but the 3D view works.';

const NO_LECTURE =
  'step is ignored: there is no lecture in this lab. Put the lab into a frame to show one.';

export interface MountOptions {
  readonly preferences: Signal<Preferences>;
  /** What computes, if it is being started already. */
  readonly machine?: Promise<Machine>;
  /** What the page is set to; undefined: as the machine starts. */
  readonly page?: Page;
  /** What it is set to, as a link's text, once it starts. */
  link?(): string;
  /** The address tells what the page is set to, and follows it. One lab in a document can have it. */
  readonly address?: boolean;
  /** The address of a page that links lead to, where this document's is none. */
  readonly home?: string;
  /** Sentences that are said when it has started. */
  readonly remarks?: readonly string[];
  /** All that it was asked for first has been computed: what can wait may begin. */
  rested?(): void;
  /** A part of another page, which says what of it is seen, and what is set. */
  readonly embedded?: boolean;
  /** Gets hold of the lab once it has started, to drive it. */
  readonly drive?: Drive;
  /** Without it, there is no lecture. */
  readonly lecture?: LoadLecture;
  /** It could not be started. */
  failed(error: unknown): void;
}

/** Puts a lab into an element, in place of what is there; returns what takes it away again. */
export function mount(root: HTMLElement, options: MountOptions): () => void {
  const life = new AbortController();
  const notices = createNotices();
  openMachine(life.signal, options.machine ?? boot(), notices)
    .then((machines) => startLab(life.signal, root, machines, notices, options))
    .catch(options.failed);
  return () => {
    life.abort();
    root.replaceChildren();
  };
}

/** In several tasks, between which a person may do something, and the lab may be taken away. */
async function startLab(
  alive: AbortSignal,
  root: HTMLElement,
  machines: MachineSignal,
  notices: Notices,
  options: MountOptions,
): Promise<void> {
  await nextTask();
  if (alive.aborted) return;
  const { machine } = machines;
  const parts = createSkeleton(root);
  const { preferences, embedded = false } = options;
  measureAsIn(parts.lab);
  parts['open-lecture'].hidden = !options.lecture;
  const limits = () => machine.peek().engine.limits;
  const blank = () => (embedded ? embeddedPage : startingPage)(machine.peek().start);
  const reading = (text: string, onto = blank()): ReadLink => {
    const read = parseOnto(onto, text, limits());
    if (options.lecture || !read.page.lesson) return read;
    return { page: { ...read.page, lesson: undefined }, problems: [...read.problems, NO_LECTURE] };
  };
  const link = options.address ? textInAddress() : options.link?.();
  const read = link === undefined ? undefined : reading(link);
  const store = createStore(options.page ?? read?.page ?? blank(), limits);
  const { page, set } = store;
  let before = machine.peek();
  follow(alive, () => {
    const now = machine.value;
    if (!isSame(now.start, before.start))
      untracked(() => store.replace(movedTo(now, page.peek(), before)));
    before = now;
  });
  const results = createResults();
  /** What is pointed at in any of the pictures. */
  const pointed = signal<Pointed | undefined>(undefined);
  const eventsOf = (of: Side) => ({
    point(next: Pointed | undefined) {
      pointed.value = next;
    },
    select: (layer: number) => {
      set({ selected: { layer, of } });
    },
    look: (eye: Page['eye']) => {
      set({ eye });
    },
  });
  const events = { a: eventsOf('a'), b: eventsOf('b') };

  const hidden = computed(() => page.value.hidden);
  follow(alive, () => {
    parts.lab.dataset.hide = hidden.value.join(' ');
  });
  const box = createNotice(parts.notice);
  // What throws in a frame or a listener of its own has nobody else to tell. A page that is not the lab's
  // has errors of its own.
  if (options.address)
    addEventListener('error', ({ error }) => error && notices.fault('A part of the page', error), {
      signal: alive,
    });
  follow(alive, () => box.show(notices.gravest.value));
  follow(alive, () => {
    const { problem, description, explanation } = machine.value;
    parts.machine.textContent = description;
    parts.machine.title = explanation;
    notices.say(
      'machine',
      problem && {
        title: '3D view unavailable',
        sentence: problem.sentence,
        remedy: `${problem.remedy} ${WITHOUT_GPU}`,
      },
    );
  });

  followMargins(alive, parts);
  const scenes = openScenes(alive, parts, {
    machine,
    beside: computed(() => page.value.view.comparison === 'beside'),
    events,
    say: (notice) => notices.say('scene', notice),
  });
  await nextTask();
  if (alive.aborted) return;
  const runs = followRequests(alive, {
    ...store,
    ...machines,
    pictured: scenes.settled,
    results,
    notices,
    begin(store) {
      // The first picture's ghost is of the compared run too.
      if (store === 'unseen') return;
      scenes.first.peek()?.keep(store);
      scenes.second.peek()?.keep(store);
    },
  });

  const quantity = computed(() => page.value.view.quantity);
  const depth = computed(() => page.value.a.depth);
  const extent = computed(() => {
    const { reports, done } = runs.current.a.value ?? { reports: [], done: false };
    return extentOf({ reports, done, depth: depth.value }, quantity.value);
  });
  /** In whole layers: a picture is drawn once for each. */
  const time = computed(() => {
    const { time } = page.value.time;
    // A run that is still shown in place of the one that is asked for is shown whole.
    if (time === undefined || !runs.current.a.value) return undefined;
    return Math.min(Math.floor(time), extent.value.last);
  });

  await nextTask();
  if (alive.aborted) return;
  const flash = createFlash(parts.lab);
  const remarks = createRemarks(parts.remarks);
  const problems = [...(options.remarks ?? []), ...(read?.problems ?? [])];
  remarks.say(problems);
  const reports = followRuns(
    alive,
    parts,
    { page, preferences, machine, results, time, pointed },
    scenes,
    { ...events.a, zoom: (layers) => set({ layers }), fault: notices.fault },
  );
  followCosts(alive, parts.costs, preferences, machine, results.sides.a, runs.resting);
  followSelection(
    alive,
    parts.main,
    {
      page,
      preferences,
      current: runs.current,
      engine: computed(() => machine.value.engine),
    },
    { close: () => set({ selected: undefined }), fault: notices.fault },
  );
  await nextTask();
  if (alive.aborted) return;
  const samples = openData(alive, { store, say: flash.say, refused: remarks.say });
  await createControls(alive, parts, {
    store,
    preferences,
    machine,
    results,
    current: runs.current,
    scenes,
    extent,
    time,
    openFile: () => choose([samples]),
    hasAddress: options.address === true,
    home: options.home,
    say: flash.say,
  });
  await nextTask();
  if (alive.aborted) return;
  const settings = followExports(alive, parts, {
    store,
    preferences,
    machine,
    results,
    current: runs.current,
    choose: () => choose(openers),
    say: flash.say,
  });
  const openers: Opener[] = [
    openJson([settings, followSweeps(alive, parts.lab)], remarks.say),
    samples,
  ];
  if (options.lecture)
    openers.push(
      followLecture(alive, parts, {
        load: options.lecture,
        embedded,
        store,
        preferences,
        machine,
        runs,
        reports,
        scenes,
        point: events.a.point,
        say: flash.say,
        refused: remarks.say,
        notices,
      }),
    );
  followFiles(alive, parts.lab, openers);
  if (options.address)
    followAddress(alive, store, machine, { embedded, read: reading, refused: remarks.say });
  options.drive?.(
    createEmbedHost(alive, {
      store,
      machine,
      runs,
      scenes,
      extent,
      notices,
      problems,
      read: reading,
    }),
    alive,
  );
  // Last: who waits for a run finds a lab that does what it is asked to.
  follow(alive, () => {
    parts.lab.dataset.run = runs.state.value;
  });
  let hasRested = false;
  follow(alive, () => {
    if (hasRested || !runs.resting.value) return;
    hasRested = true;
    options.rested?.();
  });
  atEnd(alive, () => parts.lab.remove());
}
