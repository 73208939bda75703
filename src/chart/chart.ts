import './chart.css';
import type { PictureEvents } from '../model/view';
import { createAnnouncer } from './announcer';
import type { Frame } from './frame';
import { overlay } from './overlay';
import { drawPicture, type Size } from './picture';
import { listen } from './pointing';
import { type ChartState, samePicture } from './state';
import { svg } from './svg';
import { inWords, layersOf, tooltipOf } from './tooltip';

export type { ChartState, PinnedRun } from './state';

/** What was drawn last, and what for. */
interface Drawn {
  readonly frame: Frame;
  readonly state: ChartState;
  readonly size: Size;
}

const sameSize = (a: Size, b: Size) =>
  a.width === b.width && a.height === b.height && a.fontSize === b.fontSize;

/** A measure's log10 against layer: measured points, the dashed prediction, pinned runs. */
export function createChart(container: HTMLElement, events: PictureEvents) {
  let state: ChartState | undefined;
  let drawn: Drawn | undefined;
  let picture = svg('svg', {});
  const marks = svg('g', { class: 'overlay' });
  const announcer = createAnnouncer();
  container.append(picture, announcer.element);
  container.tabIndex = 0;
  container.setAttribute('role', 'application');
  container.setAttribute(
    'aria-label',
    'Chart by layer: arrow keys walk through the layers, Enter selects one, Escape lets go',
  );

  function sizeNow(): Size {
    const { clientWidth: width, clientHeight: height } = container;
    const fontSize = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    return { width, height, fontSize };
  }

  /** Draws what changed: the curves with everything else, or what is pointed at alone. */
  function draw() {
    const size = sizeNow();
    if (!state || size.width === 0 || size.height === 0) return;
    let frame = drawn?.frame;
    if (!frame || !drawn || !sameSize(drawn.size, size) || !samePicture(drawn.state, state)) {
      const next = drawPicture(state, size);
      frame = next.frame;
      next.picture.append(marks);
      picture.replaceWith(next.picture);
      picture = next.picture;
    } else if (drawn.state.pointed === state.pointed) return;
    marks.replaceChildren(...overlay(frame, state));
    drawn = { frame, state, size };
  }

  const observer = new ResizeObserver(draw);
  observer.observe(container);

  const listening = new AbortController();
  listen(
    container,
    {
      layers: () => (state ? layersOf(state) : []),
      pointed: () => state?.pointed,
      layerAt: (x) => {
        const frame = drawn?.frame;
        const slack = frame ? Math.max(frame.fontSize, (frame.x(1) - frame.x(0)) / 2) : 0;
        if (!frame || x < frame.left - slack || x > frame.right + slack) return undefined;
        return frame.x.invert(x);
      },
      point(layer, by) {
        if (layer === state?.pointed) return;
        events.point(layer === undefined ? undefined : { layer });
        const tooltip = by === 'key' && state && layer !== undefined && tooltipOf(state, layer);
        announcer.say(tooltip ? inWords(tooltip) : '');
      },
      select: (layer) => events.select(layer),
    },
    listening.signal,
  );

  return {
    show(next: ChartState): void {
      state = next;
      draw();
    },
    dispose(): void {
      observer.disconnect();
      listening.abort();
      container.replaceChildren();
    },
  };
}
