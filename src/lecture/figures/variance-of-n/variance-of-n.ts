import './variance-of-n.css';
import { createButton } from '../../../dom/controls';
import { svg } from '../../../dom/svg';
import { MAX_WIDTH } from '../../../model/properties';
import type { Figure, FigureHost, FigureRow } from '../figure';
import { createRow, createSlider, logSteps, pressedBySpace } from '../kit/controls';
import { createStage } from '../kit/stage';
import { FEW, layerOf, type Point } from './layer';
import { createMeasuring, varianceValues, varianceWords } from './measuring';
import { variancePicture } from './picture';

const TITLE = 'Variance of one layer against its number of inputs';

function create(options: Readonly<Record<string, number>>, host: FigureHost): Figure {
  let [n, seed] = [options.n!, host.seed];
  let failure: string | undefined;
  /** The point that was looked at last: the text keeps it until there is the next. */
  let shown: Point | undefined;
  const points = new Map<number, Point>();

  const picture = svg('svg', { 'aria-hidden': 'true' });
  const slider = createSlider({
    label: 'number of inputs, n',
    symbol: 'n',
    steps: logSteps(1, MAX_WIDTH, 30, [...FEW, 784]),
    change(value) {
      n = value;
      look();
    },
  });
  const few = createButton('Measure a few', () =>
    measuring.later(FEW.filter((other) => !points.has(other))),
  );
  const stage = createStage({
    title: TITLE,
    layers: [picture],
    controls: [createRow(slider.element, few)],
    draw: (size) => picture.replaceChildren(...variancePicture(size, { n, points, failure })),
  });
  pressedBySpace(few, stage.element);
  const measuring = createMeasuring({
    measure: (inputs, signal) => host.measure(layerOf(inputs, seed), signal),
    done(point) {
      points.set(point.n, point);
      update();
    },
    failed(reason) {
      failure = reason;
      update();
    },
  });

  /** At n: measures there, unless that has been done. */
  function look(): void {
    failure = undefined;
    if (!points.has(n)) measuring.now(n);
    update();
  }

  function show(): void {
    shown = points.get(n) ?? shown;
    slider.show(n);
    stage.tell(varianceWords({ n, points, failure }));
    stage.redraw();
  }

  function update(): void {
    show();
    host.changed();
  }

  measuring.now(n);
  show();
  return {
    element: stage.element,
    values: () => varianceValues(shown),
    show(next) {
      host = next;
      if (host.seed === seed) return;
      // The same numbers of inputs, drawn anew.
      seed = host.seed;
      const again = [...points.keys()];
      points.clear();
      measuring.stop();
      measuring.now(n);
      measuring.later(again.filter((other) => other !== n));
      show();
    },
    dispose() {
      measuring.stop();
      stage.dispose();
    },
  };
}

/** One layer's variance is its number of inputs: measured wherever one likes. */
export const varianceOfN: FigureRow = {
  title: TITLE,
  options: { n: { label: 'number of inputs', default: 784, low: 1, high: MAX_WIDTH } },
  values: ['n', 'variance', 'ratio'],
  create,
};
