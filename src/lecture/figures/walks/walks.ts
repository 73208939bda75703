import './walks.css';
import { wantsStillness } from '../../../dom/access';
import { createButton } from '../../../dom/controls';
import { svg } from '../../../dom/svg';
import { percent } from '../../../model/format';
import type { Figure, FigureHost, FigureRow } from '../figure';
import { createAnimation } from '../kit/animation';
import { axes } from '../kit/axes';
import { createRow, createSlider, linearSteps, logSteps, pressedBySpace } from '../kit/controls';
import { createCanvas, createStage } from '../kit/stage';
import { paintWalks, walksPicture, walksPlane } from './picture';
import { drawWalks, MOST_TERMS, MOST_WALKS, positionsAfter } from './products';
import { walksValues, walksWords } from './words';

const TITLE = 'One activation: a sum of n products, as a random walk';

/** How long the walks take to grow, in seconds. */
const GROWING = 4;

function create(options: Readonly<Record<string, number>>, host: FigureHost): Figure {
  const walks = options.walks!;
  let [n, grown, first, seed] = [options.n!, 1, 0, host.seed];
  let drawn = drawWalks({ terms: n, walks, seed, first });
  /** Terms so far: an empty sum has no spread to show. */
  const terms = () => Math.max(1, Math.round(grown * n));

  const canvas = createCanvas();
  const [below, above] = [
    svg('svg', { 'aria-hidden': 'true' }),
    svg('svg', { 'aria-hidden': 'true' }),
  ];
  const length = createSlider({
    label: 'terms of a sum, n',
    symbol: 'n',
    steps: logSteps(1, MOST_TERMS, 15, [784]),
    change(value) {
      n = value;
      draw();
      update();
    },
  });
  const progress = createSlider({
    label: 'terms summed so far',
    symbol: 'grown',
    steps: linearSteps(0, 1, 0.01),
    format: (share) => percent(share, 0),
    change(value) {
      animation.stop();
      grown = value;
      update();
    },
  });
  const play = createButton('', toggle, { class: 'steady' });
  const again = createButton('Draw again', () => {
    first += walks;
    draw();
    update();
  });
  const stage = createStage({
    title: TITLE,
    layers: [below, canvas.element, above],
    controls: [createRow(length.element, again), createRow(play, progress.element)],
    draw(size) {
      const plane = walksPlane(size, n);
      paintWalks(canvas, plane, drawn, terms());
      below.replaceChildren(...axes(plane));
      above.replaceChildren(...walksPicture(plane, n, terms(), positionsAfter(drawn, terms())));
    },
  });
  const animation = createAnimation((seconds) => {
    grown = Math.min(1, grown + seconds / GROWING);
    const goesOn = grown < 1;
    update(goesOn);
    return goesOn;
  });
  pressedBySpace(play, stage.element);

  function draw(): void {
    drawn = drawWalks({ terms: n, walks, seed, first });
  }

  function toggle(): void {
    if (animation.running) animation.stop();
    else if (wantsStillness()) grown = 1;
    else {
      if (grown === 1) grown = 0;
      animation.start();
    }
    update();
  }

  function show(growing = animation.running): void {
    length.show(n);
    progress.show(grown);
    play.textContent = growing ? 'Pause' : 'Grow';
    stage.tell(walksWords({ n, walks, terms: terms(), positions: positionsAfter(drawn, terms()) }));
    stage.redraw();
  }

  function update(growing?: boolean): void {
    show(growing);
    host.changed();
  }

  show();
  return {
    element: stage.element,
    values: () => walksValues(n, positionsAfter(drawn, n)),
    show(next) {
      host = next;
      if (host.seed !== seed) {
        seed = host.seed;
        draw();
      }
      show();
    },
    dispose() {
      animation.stop();
      stage.dispose();
    },
  };
}

/** One activation is a sum of products: many of them, term by term. */
export const walks: FigureRow = {
  title: TITLE,
  options: {
    n: { label: 'terms of a sum', default: 100, low: 1, high: MOST_TERMS },
    walks: { label: 'walks', default: 200, low: 1, high: MOST_WALKS },
  },
  values: ['n', 'end', 'end_variance', 'inside'],
  create,
};
