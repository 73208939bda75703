import './divide.css';
import { createButton } from '../../../dom/controls';
import { svg } from '../../../dom/svg';
import type { Figure, FigureHost, FigureRow } from '../figure';
import { createSlider } from '../kit/controls';
import { createStage } from '../kit/stage';
import {
  DIVISORS,
  divideValues,
  divideWords,
  divisorName,
  drawSums,
  nearestDivisor,
} from './numbers';
import { dividePicture } from './picture';

const TITLE = 'Dividing by k';

function create(options: Readonly<Record<string, number>>, host: FigureHost): Figure {
  let { seed } = host;
  let sums = drawSums(seed);
  let k = nearestDivisor(options.k!);

  const picture = svg('svg', { 'aria-hidden': 'true' });
  const slider = createSlider({
    label: 'divide by k',
    steps: DIVISORS,
    format: divisorName,
    change: divideBy,
  });
  const stops = [Math.sqrt(10), 10].map((stop) => {
    const button = createButton(divisorName(stop), () => divideBy(stop));
    button.className = 'stop';
    button.setAttribute('aria-label', `divide by ${divisorName(stop)}`);
    return button;
  });
  const stage = createStage({
    title: TITLE,
    layers: [picture],
    controls: [slider.element, ...stops],
    draw: (size) => picture.replaceChildren(...dividePicture(size, sums, k)),
  });

  function show(): void {
    slider.show(k);
    stage.tell(divideWords(sums, k));
    stage.redraw();
  }

  function divideBy(next: number): void {
    k = next;
    show();
    host.changed();
  }

  show();
  return {
    element: stage.element,
    values: () => divideValues(sums, k),
    show(next) {
      host = next;
      if (host.seed !== seed) {
        seed = host.seed;
        sums = drawSums(seed);
      }
      show();
    },
    dispose: stage.dispose,
  };
}

/** The same values before and after they are divided. */
export const divide: FigureRow = {
  title: TITLE,
  options: { k: { label: 'divided by', default: 10, low: 1, high: 20 } },
  values: ['k', 'before', 'after', 'ratio'],
  create,
};
