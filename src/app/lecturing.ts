/** Opens the lecture on demand, so that the lab does not load it. */
import { computed, type ReadonlySignal } from '@preact/signals-core';
import { stored } from '../dom/storage';
import {
  LESSON_PARAMETER,
  type Lecture,
  type LectureHost,
  type LectureState,
  PLACE_KEY,
  type StepSetting,
} from '../lecture/host';
import { experimentWith } from '../model/experiment';
import { live } from '../model/playback';
import { Problem } from '../model/problem';
import type { LayerReport } from '../model/report';
import { defaultView, type Pointed, type Preferences } from '../model/view';
import { type Change, change } from '../state/change';
import { formatPage, isUntouched, parseOnto, parsePage } from '../state/link';
import type { LessonPlace, Page } from '../state/page';
import type { Machine } from './boot';
import type { Opener } from './files';
import { atEnd, follow } from './follow';
import type { Notices } from './notices';
import type { Runs } from './runs';
import type { Scenes } from './scenes';
import type { Parts } from './skeleton';
import type { Store } from './store';

/** Width of the picture that a presenter's window gets. */
const SNAPSHOT = 480;

/** Loads the lecture. */
export type LoadLecture = () => Promise<
  Readonly<{ createLecture(container: HTMLElement, host: LectureHost): Lecture }>
>;

interface Followed {
  readonly load: LoadLecture;
  /** The lab is a part of another page: nobody reloads it to go on with a lecture. */
  readonly embedded: boolean;
  readonly store: Store;
  readonly preferences: ReadonlySignal<Preferences>;
  readonly machine: ReadonlySignal<Machine>;
  readonly runs: Runs;
  /** A's as they are shown. */
  readonly reports: ReadonlySignal<readonly LayerReport[]>;
  readonly scenes: Scenes;
  point(pointed: Pointed | undefined): void;
  say(text: string): void;
  /** Says which of a link's values were refused, and why. */
  refused(problems: readonly string[]): void;
  readonly notices: Notices;
}

export function followLecture(
  alive: AbortSignal,
  parts: Parts,
  {
    load: from,
    embedded,
    store,
    preferences,
    machine,
    runs,
    reports,
    scenes,
    point,
    say,
    refused,
    notices,
  }: Followed,
): Opener {
  const { page, set } = store;
  const start = () => machine.peek().start;
  const limits = () => machine.peek().engine.limits;
  /** A change that sets everything a step says, and resets everything it does not. */
  const changeTo = ({ experiment, view }: StepSetting): Change => ({
    a: { ...start(), ...experiment },
    b: undefined,
    view: { ...defaultView, ...view },
    layers: undefined,
    eye: undefined,
    selected: undefined,
    time: { time: live.time, playing: live.playing },
  });
  const host: LectureHost = {
    lab: parts.lab,
    enter(step, place) {
      const problem = set({ ...changeTo(step), lesson: place });
      if (problem) set({ lesson: place });
      return problem;
    },
    pageSettingOf(step) {
      const set = change(page.peek(), changeTo(step), limits());
      return set instanceof Problem ? set : { experiment: set.a, view: set.view };
    },
    isUntouched: () => isUntouched({ ...page.peek(), lesson: undefined }, start()),
    followLink(link, stepAt) {
      const read = (onto: Page) => parseOnto(onto, link, limits());
      const place = read(page.peek()).page.lesson;
      const step = place && change(page.peek(), changeTo(stepAt(place)), limits());
      const { page: next, problems } = read(
        step && !(step instanceof Problem) ? step : page.peek(),
      );
      store.replace(next);
      refused(problems);
    },
    goTo: (place: LessonPlace | undefined) => {
      if (place || page.peek().lesson) set({ lesson: place });
    },
    link: () => formatPage(page.peek(), start()),
    restore: (link) => store.replace(parsePage(link, start(), limits()).page),
    say,
    play: () => {
      set({ time: { time: 0, playing: true } });
    },
    point: (layer) => point(layer === undefined ? undefined : { layer }),
    measure: (changes, signal) => {
      const next = experimentWith(start(), changes);
      if (next instanceof Problem) return Promise.reject(new RangeError(next.sentence));
      return runs.measure(next, signal);
    },
    snapshot: async () => scenes.first.peek()?.snapshot(SNAPSHOT),
  };

  const a = computed(() => page.value.a);
  const view = computed(() => page.value.view);
  const place = computed(() => page.value.lesson);
  const theme = computed(() => preferences.value.theme);
  const state = computed(
    (): LectureState => ({
      experiment: a.value,
      view: view.value,
      theme: theme.value,
      place: place.value,
      reports: reports.value,
      done: runs.current.a.value?.done === true,
      current: runs.current.a.value !== undefined,
    }),
  );

  let loading: Promise<Lecture> | undefined;
  const load = () => {
    loading ??= from().then(({ createLecture }) => {
      const lecture = createLecture(parts.lecture, host);
      follow(alive, () => {
        try {
          lecture.show(state.value);
        } catch (error) {
          notices.fault('The lecture', error);
        }
      });
      atEnd(alive, lecture.dispose);
      return lecture;
    });
    return loading;
  };
  async function act(on: (lecture: Lecture) => unknown) {
    try {
      await on(await load());
      notices.say('lecture', undefined);
    } catch (error) {
      // The network may have gone; the next try may find it again.
      loading = undefined;
      notices.say('lecture', {
        title: 'The lecture could not be opened',
        sentence: (error as Error).message,
        remedy: 'Check your connection and try again. The lab keeps working.',
      });
    }
  }
  const open = () => act((lecture) => lecture.start());
  parts['open-lecture'].addEventListener('click', open);
  const named = new URLSearchParams(location.search).has(LESSON_PARAMETER);
  if (named || (!embedded && stored(PLACE_KEY) !== undefined)) void open();
  // A link may lead into the lecture, also later.
  follow(alive, () => {
    if (place.value && !loading) void open();
  });
  return {
    // A lesson is a text, whatever its name.
    endings: [''],
    open: (file) => {
      void act((lecture) => lecture.open(file));
    },
  };
}
