import './chart.css';
import type { PictureEvents } from '../model/view';
import { drawPicture } from './picture';
import type { ChartState } from './state';

export type { ChartState, PinnedRun } from './state';

/** A measure's log10 against layer: measured points, the dashed prediction, pinned runs. */
export function createChart(container: HTMLElement, events: PictureEvents) {
  void events;
  let state: ChartState | undefined;

  function draw() {
    const { clientWidth: width, clientHeight: height } = container;
    if (!state || width === 0 || height === 0) return;
    const fontSize = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    container.replaceChildren(drawPicture(state, { width, height, fontSize }).picture);
  }

  const observer = new ResizeObserver(draw);
  observer.observe(container);

  return {
    show(next: ChartState): void {
      state = next;
      draw();
    },
    dispose(): void {
      observer.disconnect();
      container.replaceChildren();
    },
  };
}
