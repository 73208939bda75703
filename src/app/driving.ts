/** Lets another page, or a program in it, drive the lab: as a hand would, through the same changes. */
import { type ReadonlySignal, untracked } from '@preact/signals-core';
import type { EmbedHost, Standing } from '../embed/host';
import type { ExperimentValues } from '../model/experiment';
import { type Extent, type Playback, stepped, toggled } from '../model/playback';
import { Problem } from '../model/problem';
import { change } from '../state/change';
import { formatPage, type parseOnto } from '../state/link';
import { type Page, startingPage } from '../state/page';
import type { Run } from '../state/requests';
import type { Machine } from './boot';
import { atEnd, follow } from './follow';
import type { Notices } from './notices';
import type { Runs } from './runs';
import type { Scenes } from './scenes';
import type { Store } from './store';

interface Driven {
  readonly store: Store;
  readonly machine: ReadonlySignal<Machine>;
  readonly runs: Runs;
  readonly scenes: Scenes;
  readonly extent: ReadonlySignal<Extent>;
  readonly notices: Notices;
  readonly problems: readonly string[];
  /** The page that a link's text tells, as far as this lab can show it. */
  read(text: string, onto: Page): ReturnType<typeof parseOnto>;
}

export function createEmbedHost(
  alive: AbortSignal,
  { store, machine, runs, scenes, extent, notices, problems, read }: Driven,
): EmbedHost {
  const { page, dragged, set } = store;
  const start = () => machine.peek().start;
  /** Nothing is set but what is hidden and shut, which is the embedding page's choice. */
  const blank = (): Page => {
    const { hidden, controls } = page.peek();
    return { ...startingPage(start()), hidden, controls };
  };
  /** Values of strangers onto what nobody has set: `change` refuses what is none. */
  const experimentOf = (values: Readonly<Record<string, unknown>>) =>
    change(blank(), { a: values }, machine.peek().engine.limits);
  const standing = (): Standing => ({
    experiment: page.value.a,
    view: page.value.view,
    machine: machine.value.description,
    failure: notices.failure.value?.sentence,
  });
  const move = (by: (time: Playback) => Playback) => {
    set({ time: by(page.peek().time) });
  };

  return {
    problems,
    experiment: () => page.peek().a,
    start,
    standing: () => untracked(standing),
    link: () => formatPage(page.peek(), start()),
    setLink(text) {
      const { page: next, problems: refused } = read(text, blank());
      store.replace(next);
      return refused;
    },
    setExperiment(values) {
      const next = experimentOf(values);
      if (next instanceof Problem) return next;
      store.replace(next);
      return undefined;
    },
    change: ({ experiment, view }) =>
      // The names and values are strangers': `change` refuses what is none.
      set({
        ...(experiment && { a: experiment as Partial<ExperimentValues> }),
        ...(view && { view }),
      }),
    play: ({ playing = true, ...changes }) =>
      move((time) => {
        const begins = playing && !time.playing && changes.time === undefined;
        return { ...(begins ? toggled(time, extent.peek()) : time), ...changes, playing };
      }),
    step: (by) => move((time) => stepped(time, by, extent.peek())),
    ended() {
      const asked = page.peek().a;
      const outcome = (): Run | Problem | undefined => {
        const run = runs.current.a.value;
        const failure = runs.state.value === 'failed' && notices.failure.value;
        if (page.value.a !== asked)
          return new Problem('The experiment was changed before its run had ended.');
        if (failure) return new Problem(failure.sentence);
        return run?.done && !run.preview ? run : undefined;
      };
      return new Promise((resolve) => {
        const here = new AbortController();
        atEnd(alive, () =>
          resolve(new Problem('The lab was taken away before its run had ended.')),
        );
        follow(AbortSignal.any([alive, here.signal]), () => {
          const found = outcome();
          if (!found) return;
          here.abort();
          resolve(found);
        });
      });
    },
    async measure(values) {
      const next = experimentOf(values);
      if (next instanceof Problem) return next;
      try {
        return { experiment: next.a, reports: await runs.measure(next.a, alive) };
      } catch (error) {
        return new Problem(error instanceof Error ? error.message : String(error));
      }
    },
    watch(hear, signal) {
      follow(AbortSignal.any([alive, signal]), () => {
        const now = standing();
        if (!dragged.value) untracked(() => hear(now));
      });
    },
    follow(hear, signal) {
      follow(AbortSignal.any([alive, signal]), () => {
        const run = runs.current.a.value;
        if (run && !run.preview) hear(run);
      });
    },
    picture: async (width) => scenes.first.peek()?.snapshot(width, 'image/png'),
  };
}
