import './sums.css';
import { wantsStillness } from '../../../dom/access';
import { createButton } from '../../../dom/controls';
import { svg } from '../../../dom/svg';
import type { Figure, FigureHost, FigureRow } from '../figure';
import { createAnimation } from '../kit/animation';
import { createRow, createSlider, logSteps, pressedBySpace } from '../kit/controls';
import { createStage } from '../kit/stage';
import { sumsPicture } from './picture';
import { createRunningSums, MOST_SUMS, MOST_TERMS, sumsValues, sumsWords } from './running-sums';

/** How long one sum falls, and how long it takes to draw all, in seconds. */
const [FALL, FILL] = [0.35, 4];

const TITLE = 'Sums of random numbers';

function create(options: Readonly<Record<string, number>>, host: FigureHost): Figure {
  let [terms, seed, fallen, filling] = [options.k!, host.seed, 1, false];
  let drawn = createRunningSums(seed);
  drawn.add(options.sums!);

  const picture = svg('svg', { 'aria-hidden': 'true' });
  const slider = createSlider({
    label: 'numbers in a sum, k',
    symbol: 'k',
    steps: logSteps(1, MOST_TERMS, 15),
    change(value) {
      terms = value;
      update();
    },
  });
  const one = createButton('One sum', addOne);
  const fill = createButton('', toggle, { class: 'steady' });
  const clear = createButton('Clear', () => {
    pause();
    drawn.clear();
    update();
  });
  const stage = createStage({
    title: TITLE,
    layers: [picture],
    controls: [slider.element, createRow(one, fill, clear)],
    draw: (size) =>
      picture.replaceChildren(...sumsPicture(size, { terms, sums: drawn.of(terms), fallen })),
  });
  const animation = createAnimation((seconds) => {
    if (!filling) {
      fallen = Math.min(1, fallen + seconds / FALL);
      stage.redraw();
      return fallen < 1;
    }
    drawn.add(Math.max(1, Math.round((MOST_SUMS * seconds) / FILL)));
    filling = drawn.count < MOST_SUMS;
    update();
    return filling;
  });
  pressedBySpace(one, stage.element);

  function pause(): void {
    animation.stop();
    [filling, fallen] = [false, 1];
  }

  function addOne(): void {
    pause();
    drawn.add(1);
    if (!wantsStillness()) {
      fallen = 0;
      animation.start();
    }
    update();
  }

  function toggle(): void {
    const wasFilling = filling;
    pause();
    if (wantsStillness()) drawn.add(MOST_SUMS);
    else if (!wasFilling) {
      filling = true;
      animation.start();
    }
    update();
  }

  function show(): void {
    const full = drawn.count === MOST_SUMS;
    slider.show(terms);
    fill.textContent = filling ? 'Pause' : `Up to ${MOST_SUMS}`;
    one.disabled = full;
    fill.disabled = full;
    stage.tell(sumsWords(terms, drawn.of(terms)));
    stage.redraw();
  }

  function update(): void {
    show();
    host.changed();
  }

  show();
  return {
    element: stage.element,
    values: () => sumsValues(terms, drawn.of(terms)),
    show(next) {
      host = next;
      if (host.seed !== seed) {
        const { count } = drawn;
        seed = host.seed;
        drawn = createRunningSums(seed);
        drawn.add(count);
      }
      show();
    },
    dispose() {
      animation.stop();
      stage.dispose();
    },
  };
}

/** Sums of k random numbers, one after the other. */
export const sums: FigureRow = {
  title: TITLE,
  options: {
    k: { label: 'numbers in a sum', default: 5, low: 1, high: MOST_TERMS },
    sums: { label: 'sums drawn at the beginning', default: 0, low: 0, high: MOST_SUMS },
  },
  values: ['k', 'variance', 'std', 'last'],
  create,
};
