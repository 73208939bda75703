/** The pictures of A and B, made anew for each machine. */
import './comparison.css';
import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import { make } from '../dom/make';
import { createScene, type HistogramScene, type SceneEvents } from '../scene/scene';
import type { Side } from '../state/page';
import { createNotice, type Notice } from '../ui/notice';
import type { Machine } from './boot';
import { atEnd, follow } from './follow';
import type { Parts } from './skeleton';

const problemOf = (error: unknown): Notice => ({
  title: '3D view unavailable',
  sentence: `It could not be created: ${(error as Error).message}`,
  remedy: 'The chart and the table still work.',
});

/** What a scene draws from: the engine's device and its histograms. */
export const drawn = ({ device, engine, software }: NonNullable<Machine['gpu']>) => ({
  device,
  histograms: engine.histograms,
  software,
});

/** Makes a scene that lives as long as `here`. */
async function keepScene(
  place: Signal<HistogramScene | undefined>,
  here: AbortSignal,
  create: () => Promise<HistogramScene>,
): Promise<void> {
  const scene = await create();
  if (here.aborted) return scene.dispose();
  place.value = scene;
  atEnd(here, () => {
    place.value = undefined;
    scene.dispose();
  });
}

export interface Scenes {
  readonly first: ReadonlySignal<HistogramScene | undefined>;
  /** Made when two are first seen side by side. */
  readonly second: ReadonlySignal<HistogramScene | undefined>;
  /** The first is there, or cannot be: what is computed can be seen. */
  readonly settled: ReadonlySignal<boolean>;
}

/**
 * Where a picture cannot be made, a notice: the first one's is said to `say`, the second one's stands
 * in the second one's place. The figures are worth showing without a picture.
 */
export function openScenes(
  alive: AbortSignal,
  parts: Pick<Parts, 'scene' | 'scene-b'>,
  {
    machine,
    beside,
    events,
    say,
  }: {
    readonly machine: ReadonlySignal<Machine>;
    readonly beside: ReadonlySignal<boolean>;
    readonly events: Readonly<Record<Side, SceneEvents>>;
    say(notice: Notice | undefined): void;
  },
): Scenes {
  const first = signal<HistogramScene | undefined>(undefined);
  const second = signal<HistogramScene | undefined>(undefined);
  const settled = signal(false);
  /** In the second picture's place, so that the first one stays in sight. */
  let box: HTMLElement | undefined;
  const show = (notice: Notice | undefined) => {
    box?.remove();
    if (!notice) return;
    box = make('div', { class: 'lab-notice' });
    parts['scene-b'].append(box);
    createNotice(box).show(notice);
  };

  follow(alive, () => {
    const { gpu } = machine.value;
    const here = new AbortController();
    const end = () => {
      if (!here.signal.aborted) settled.value = true;
    };
    settled.value = false;
    if (!gpu) end();
    else {
      keepScene(first, here.signal, () =>
        createScene(parts.scene, drawn(gpu), events.a, { signal: here.signal }),
      ).then(
        () => {
          say(undefined);
          end();
        },
        (error) => {
          if (!here.signal.aborted) say(problemOf(error));
          end();
        },
      );
    }
    return () => here.abort();
  });

  follow(alive, () => {
    const twin = first.value;
    const { gpu } = machine.value;
    if (!twin || !gpu) return;
    const here = new AbortController();
    let asked = false;
    const stop = effect(() => {
      if (!beside.value || asked) return;
      asked = true;
      keepScene(second, here.signal, () =>
        createScene(parts['scene-b'], drawn(gpu), events.b, {
          store: 'b',
          twin,
          signal: here.signal,
        }),
      ).then(
        () => show(undefined),
        (error) => {
          if (!here.signal.aborted) show(problemOf(error));
        },
      );
    });
    return () => {
      stop();
      here.abort();
    };
  });

  return { first, second, settled };
}
