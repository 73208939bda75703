import './chart.css';
import { createAnnouncer } from '../dom/access';
import { become } from '../dom/become';
import { uniqueId } from '../dom/make';
import { watchSize } from '../dom/size';
import { svg } from '../dom/svg';
import type { PictureEvents } from '../model/view';
import type { Layers } from '../state/page';
import { depthOf, planeOf } from './domain';
import type { Frame } from './frame';
import { createMotion, type Plane, samePlane } from './motion';
import { brushed, overlay } from './overlay';
import { drawPicture, type Size } from './picture';
import { listen } from './pointing';
import { type ChartState, samePicture } from './state';
import { inWords, layersOf, tooltipOf } from './tooltip';
import { listenForPinch, listenForZoom, showing, zoomedBy, zoomedTo } from './zooming';

export type { ChartState, PinnedRun } from './state';

/** The last drawing and the input that it was made from. */
interface Drawn {
  readonly frame: Frame;
  readonly state: ChartState;
  readonly size: Size;
  readonly plane: Plane;
}

const sameSize = (a: Size, b: Size) =>
  a.width === b.width && a.height === b.height && a.fontSize === b.fontSize;

export interface ChartEvents extends PictureEvents {
  /** Asks to zoom to some layers, or to all. */
  zoom(layers: Layers | undefined): void;
}

/** A measure's log10 against layer: measured points, the dashed prediction, pinned runs. */
export function createChart(container: HTMLElement, events: ChartEvents) {
  let state: ChartState | undefined;
  let drawn: Drawn | undefined;
  /** A pinch or wheel is zooming: no animation, so that the layers follow the hand. */
  let holds = false;
  const motion = createMotion(draw);
  const brush = svg('g', {});
  const marks = svg('g', { class: 'overlay' });
  const picture = svg('svg', {}, marks, brush);
  const clip = uniqueId('plane');
  const announcer = createAnnouncer();
  container.append(picture, announcer.element);
  const sized = watchSize(container, draw);
  container.tabIndex = 0;
  container.setAttribute('role', 'application');
  container.setAttribute(
    'aria-label',
    'Chart by layer: left and right arrow keys walk through the layers, Enter selects one, Escape clears the selection; up and down zoom, 0 shows all',
  );

  const stays = (before: Drawn, next: ChartState, size: Size, plane: Plane) =>
    samePlane(before.plane, plane) &&
    sameSize(before.size, size) &&
    samePicture(before.state, next);

  /** Redraws everything, or only the overlay where nothing but the pointed layer changed. */
  function draw() {
    const size = sized.now();
    const plane = motion.shown();
    if (!state || !plane || size.width === 0 || size.height === 0) return;
    let frame = drawn?.frame;
    if (!frame || !drawn || !stays(drawn, state, size, plane)) {
      const next = drawPicture(state, size, plane, clip);
      frame = next.frame;
      become(picture, next.picture, [marks, brush]);
    } else if (drawn.state.pointed === state.pointed) return;
    marks.replaceChildren(...overlay(frame, state));
    drawn = { frame, state, size, plane };
  }

  /** Asks for other layers, which come back through `show`; with `held`, without animation. */
  function zoom(next: Layers | undefined, held = false) {
    holds = held;
    events.zoom(next);
    holds = false;
  }

  function layerAt(x: number): number | undefined {
    const frame = drawn?.frame;
    const slack = frame ? Math.max(frame.fontSize, (frame.x(1) - frame.x(0)) / 2) : 0;
    if (!frame || x < frame.left - slack || x > frame.right + slack) return undefined;
    return frame.x.invert(x);
  }

  const listening = new AbortController();
  listenForPinch(
    container,
    (from, to, factor) => {
      if (!state || !drawn) return;
      const { x } = drawn.frame;
      zoom(zoomedBy(state.layers, depthOf(state), x.invert(from), factor, x.invert(to)), true);
    },
    listening.signal,
  );
  listen(
    container,
    {
      layers: () => (state ? layersOf(state) : []),
      pointed: () => state?.pointed,
      layerAt,
      point(layer, by) {
        if (layer === state?.pointed) return;
        const layers = state?.layers;
        if (by === 'key' && layers && layer !== undefined) zoom(showing(layers, layer));
        events.point(layer === undefined ? undefined : { layer });
        const tooltip = by === 'key' && state && layer !== undefined && tooltipOf(state, layer);
        announcer.say(tooltip ? inWords(tooltip) : '');
      },
      select: (layer) => events.select(layer),
    },
    listening.signal,
  );
  listenForZoom(
    container,
    {
      layerAt,
      pointed: () => state?.pointed,
      zoomBy(at, factor, held) {
        if (!state) return;
        const { layers } = state;
        const [from, to] = layers ?? [0, depthOf(state)];
        zoom(zoomedBy(layers, depthOf(state), at ?? (from + to) / 2, factor), held);
      },
      zoomTo: (from, to) => state && zoom(zoomedTo(from, to, depthOf(state))),
      brush(extent) {
        brush.replaceChildren(...(extent && drawn ? [brushed(drawn.frame, extent)] : []));
      },
      isZoomed: () => state?.layers !== undefined,
      reset: () => zoom(undefined),
    },
    listening.signal,
  );

  return {
    show(next: ChartState): void {
      const before = state;
      state = next;
      if (!before || !samePicture(before, next))
        motion.aim(planeOf(next, next.layers), holds && before?.layers !== next.layers);
      draw();
    },
    dispose(): void {
      sized.stop();
      listening.abort();
      motion.stop();
      container.replaceChildren();
    },
  };
}
