import './comparison.css';
import { effect, type ReadonlySignal, signal } from '@preact/signals-core';
import type { Machine } from './boot';
import type { PictureEvents, View } from './model/view';
import { createScene, type HistogramScene } from './scene/scene';
import type { Notice } from './ui/notice';

const problemOf = (error: unknown): Notice => ({
  title: '3D view unavailable',
  sentence: `It could not be created: ${(error as Error).message}`,
  remedy: 'The chart and the table still work.',
});

/**
 * The picture, and a second one of the compared run, made when it is first asked for. Where there is
 * none, a notice: the figures are worth showing without a picture.
 */
export async function openScenes(
  element: (id: string) => HTMLElement,
  gpu: Machine['gpu'],
  view: ReadonlySignal<View>,
  events: Readonly<Record<'shown' | 'compared', PictureEvents>>,
  say: (notice: Notice) => void,
) {
  const second = signal<HistogramScene | undefined>(undefined);
  if (!gpu) return { first: undefined, second };
  const { device, engine } = gpu;
  device.lost.then(({ message }) =>
    say({
      title: 'The graphics device was lost',
      sentence: message || 'The browser gave no reason.',
      remedy: 'Reload the page to go on.',
    }),
  );
  const place = { device, histograms: engine.histograms };
  let first: HistogramScene;
  try {
    first = await createScene(element('scene'), place, events.shown);
  } catch (error) {
    say(problemOf(error));
    return { first: undefined, second };
  }
  let asked = false;
  effect(() => {
    const { comparison } = view.value;
    element('stage').dataset.comparison = comparison;
    if (comparison !== 'beside' || asked) return;
    asked = true;
    createScene(element('scene-b'), place, events.compared, {
      store: 'b',
      twin: first,
    }).then(
      (scene) => {
        second.value = scene;
      },
      (error) => say(problemOf(error)),
    );
  });
  return { first, second };
}

export type Scenes = Awaited<ReturnType<typeof openScenes>>;
