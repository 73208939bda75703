import './deviations.css';
import { svg } from '../../../dom/svg';
import type { Figure, FigureHost, FigureRow } from '../figure';
import { createStage } from '../kit/stage';
import { createHandles, listenForDrags } from './handles';
import { type Layout, layoutOf } from './layout';
import {
  deviationsOf,
  deviationsValues,
  deviationsWords,
  type Five,
  HIGH,
  LOW,
  placed,
} from './numbers';
import { deviationsPicture } from './picture';

const TITLE = 'Deviations from the mean, and their squares';
const START = { a: 1, b: 2.5, c: 3, d: 6, e: 9 };

function create(options: Readonly<Record<string, number>>, host: FigureHost): Figure {
  let points = Object.keys(START).map((name) => placed(options[name]!)) as unknown as Five;
  let layout: Layout | undefined;

  const picture = svg('g', { 'aria-hidden': 'true' });
  const handles = createHandles(() => points, move);
  const drawing = svg('svg', { class: 'line-of-five' }, picture, ...handles.elements);
  const stage = createStage({
    title: TITLE,
    layers: [drawing],
    interactive: true,
    controls: [],
    draw(size) {
      layout = layoutOf(size);
      picture.replaceChildren(...deviationsPicture(layout, points));
      handles.place(layout);
    },
  });
  listenForDrags(
    drawing,
    (at) => {
      if (!layout || at[1] > layout.line || at[0] > layout.x(HIGH) + 2 * layout.fontSize)
        return undefined;
      const point = handles.nearest(layout, at);
      handles.focus(point);
      return point;
    },
    (point, [left]) => layout && move(point, layout.x.invert(left)),
  );

  function show(): void {
    handles.say(deviationsOf(points).deviations);
    stage.tell(deviationsWords(points));
    stage.redraw();
  }

  function move(point: number, to: number): void {
    if (placed(to) === points[point]) return;
    points = points.with(point, placed(to)) as unknown as Five;
    show();
    host.changed();
  }

  show();
  return {
    element: stage.element,
    values: () => deviationsValues(points),
    show(next) {
      host = next;
      show();
    },
    dispose: stage.dispose,
  };
}

const option = ([name, at]: [string, number], i: number) =>
  [name, { label: `point ${i + 1}`, default: at, low: LOW, high: HIGH }] as const;

/** Five points that one can drag: deviations cancel, squares do not. */
export const deviations: FigureRow = {
  title: TITLE,
  options: Object.fromEntries(Object.entries(START).map(option)),
  values: ['mean', 'sum_of_deviations', 'variance'],
  create,
};
