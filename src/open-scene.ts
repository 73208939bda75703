import type { Machine } from './boot';
import type { PictureEvents } from './model/view';
import { createScene, type HistogramScene } from './scene/scene';
import type { Notice } from './ui/notice';

/** The scene, or nothing and a notice: the figures are worth showing without a picture. */
export async function openScene(
  container: HTMLElement,
  { device, engine }: NonNullable<Machine['gpu']>,
  events: PictureEvents,
  say: (notice: Notice) => void,
): Promise<HistogramScene | undefined> {
  device.lost.then(({ message }) =>
    say({
      title: 'The graphics device was lost',
      sentence: message || 'The browser gave no reason.',
      remedy: 'Reload the page to go on.',
    }),
  );
  try {
    return await createScene(container, { device, histograms: engine.histograms.shown }, events);
  } catch (error) {
    say({
      title: 'No 3D picture here',
      sentence: `The picture could not be set up: ${(error as Error).message}`,
      remedy: 'The chart, the verdict and the table below are measured all the same.',
    });
  }
}
