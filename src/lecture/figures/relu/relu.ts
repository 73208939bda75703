import './relu.css';
import { svg } from '../../../dom/svg';
import type { Figure, FigureHost, FigureRow } from '../figure';
import { createSlider, linearSteps } from '../kit/controls';
import { drawNormals } from '../kit/normals';
import { createRequest } from '../kit/request';
import { createStage } from '../kit/stage';
import { layerOf } from './numbers';
import { reluPicture } from './picture';
import { type Measured, reluValues, reluWords } from './words';

const TITLE = 'Before and after ReLU';
/** Enough for the histograms to be smooth. */
const DRAWS = 20_000;

const drawn = (seed: number) => drawNormals(new Float64Array(DRAWS), { figure: 'relu', seed });

function create(options: Readonly<Record<string, number>>, host: FigureHost): Figure {
  let slope = options.slope!;
  let { seed } = host;
  let draws = drawn(seed);
  let measured: Measured;

  const picture = svg('svg', { 'aria-hidden': 'true' });
  const slider = createSlider({
    label: 'slope below 0',
    steps: linearSteps(0, 1, 0.05),
    change(next) {
      slope = next;
      measure();
    },
  });
  const stage = createStage({
    title: TITLE,
    layers: [picture],
    controls: [slider.element],
    draw: (size) => picture.replaceChildren(...reluPicture(size, { slope, draws, measured })),
  });
  const request = createRequest();

  function measure(): void {
    settle(undefined);
    const changes = layerOf(slope, seed);
    request.ask(
      (signal) => host.measure(changes, signal),
      (reports) => settle(reports.at(-1)),
      settle,
    );
  }

  function settle(result: Measured): void {
    measured = result;
    show();
    host.changed();
  }

  function show(): void {
    slider.show(slope);
    stage.tell(reluWords(slope, measured));
    stage.redraw();
  }

  measure();
  return {
    element: stage.element,
    values: () => reluValues(slope, measured),
    show(next) {
      host = next;
      if (host.seed === seed) return show();
      seed = host.seed;
      draws = drawn(seed);
      measure();
    },
    dispose() {
      request.stop();
      stage.dispose();
    },
  };
}

/** One layer before and after ReLU, or a leaky one. */
export const relu: FigureRow = {
  title: TITLE,
  options: { slope: { label: 'slope below 0', default: 0, low: 0, high: 1 } },
  values: ['slope', 'second_moment_ratio', 'variance_ratio', 'mean_over_sigma', 'zeros'],
  create,
};
