import './strip.css';
import { make } from '../dom/make';
import { foldKeys } from '../model/keys';
import { LEAST_CHART, MOST_CHART } from '../model/view';
import { createIconButton } from './icons';

export interface StripEvents {
  /** The chart's height in per cent; undefined: as it is laid out. */
  resize(height: number | undefined): void;
  fold(): void;
}

export interface StripState {
  readonly height: number | undefined;
  readonly folded: boolean;
}

/** What an arrow key moves the edge by, in per cent. */
const STEP = 2;

const limited = (height: number) => Math.max(LEAST_CHART, Math.min(MOST_CHART, height));

/** The heights that keys lead to from the present one; undefined: as it is laid out. */
const heightsByKey: Readonly<Record<string, (now: number) => number | undefined>> = {
  ArrowUp: (now) => now + STEP,
  ArrowDown: (now) => now - STEP,
  Home: () => LEAST_CHART,
  End: () => MOST_CHART,
  '0': () => undefined,
};

/** The edge and the fold of the strip that holds the chart, by pointer and by key. */
export function createStrip(strip: HTMLElement, events: StripEvents) {
  const edge = make('div', {
    class: 'strip-edge',
    role: 'separator',
    tabindex: 0,
    'aria-orientation': 'horizontal',
    'aria-label': 'height of the chart: arrow keys change it, 0 resets it, Enter folds it',
    'aria-valuemin': LEAST_CHART,
    'aria-valuemax': MOST_CHART,
  });
  edge.title = 'Drag: the chart’s height. Double click: reset it';
  const fold = createIconButton('fold', 'Fold the chart', events.fold, foldKeys.chart.shown[0]);
  strip.prepend(edge);
  strip.append(fold.element);
  let shown: StripState = { height: undefined, folded: false };

  /** Layout does it, so that the strip is as high as it may be and no higher. */
  const lay = (height: number | undefined) =>
    height === undefined
      ? strip.style.removeProperty('--chart')
      : strip.style.setProperty('--chart', `${height}%`);
  const share = (pixels: number) => (100 * pixels) / strip.parentElement!.clientHeight;
  const now = () => limited(Math.round(share(strip.offsetHeight)));
  const tell = () => edge.setAttribute('aria-valuenow', String(now()));
  const observer = new ResizeObserver(tell);
  observer.observe(strip);

  let dragged: number | undefined;
  edge.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || shown.folded) return;
    edge.setPointerCapture(event.pointerId);
    edge.dataset.held = '';
  });
  edge.addEventListener('pointermove', ({ clientY }) => {
    if (edge.dataset.held === undefined) return;
    const height = limited(share(strip.getBoundingClientRect().bottom - clientY));
    // A press that hardly moves is half of a double click.
    if (dragged === undefined && Math.abs(height - share(strip.offsetHeight)) < 1) return;
    dragged = height;
    lay(height);
  });
  edge.addEventListener('lostpointercapture', () => {
    delete edge.dataset.held;
    if (dragged !== undefined) events.resize(Math.round(dragged));
    dragged = undefined;
  });
  edge.addEventListener('click', () => {
    if (shown.folded) events.fold();
  });
  edge.addEventListener('dblclick', () => {
    if (!shown.folded) events.resize(undefined);
  });
  edge.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = heightsByKey[event.key];
    if (!next && event.key !== 'Enter') return;
    event.preventDefault();
    if (!next || shown.folded) return events.fold();
    const height = next(now());
    events.resize(height === undefined ? undefined : limited(height));
  });

  return {
    show(state: StripState): void {
      shown = state;
      lay(state.folded ? undefined : state.height);
      if (state.folded) fold.show('unfold', 'Unfold the chart');
      else fold.show('fold', 'Fold the chart');
      tell();
    },
    dispose: () => observer.disconnect(),
  };
}
