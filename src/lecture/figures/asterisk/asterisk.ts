import './asterisk.css';
import { createButton } from '../../../dom/controls';
import { make } from '../../../dom/make';
import { svg } from '../../../dom/svg';
import type { Figure, FigureHost, FigureRow } from '../figure';
import { createSlider, linearSteps } from '../kit/controls';
import { createStage } from '../kit/stage';
import { asteriskWords, drawUnits, type Factors, factorOf, MOST_TERMS, measured } from './factors';
import { asteriskPicture } from './picture';

const TITLE = 'Variance = number of terms, and what it requires';

/** What the condition asks for. */
const STANDARD: Factors = { meanX: 0, stdX: 1, meanW: 0, stdW: 1 };

/** The variance asks for the mean's square: what is below 0 would show nothing new. */
const STEPS = linearSteps(0, 2, 0.1);

/** The sliders in the order in which they stand. */
const sliders: Record<keyof Factors, { label: string; symbol: string }> = {
  meanX: { label: 'mean of x', symbol: 'mean x' },
  stdX: { label: 'standard deviation of x', symbol: 'std x' },
  meanW: { label: 'mean of w', symbol: 'mean w' },
  stdW: { label: 'standard deviation of w', symbol: 'std w' },
};
const names = Object.keys(sliders) as (keyof Factors)[];

function create(options: Readonly<Record<string, number>>, host: FigureHost): Figure {
  const n = options.n!;
  let { seed } = host;
  let units = drawUnits(n, seed);
  let factors: Factors = {
    meanX: options.mean_x!,
    stdX: options.std_x!,
    meanW: options.mean_w!,
    stdW: options.std_w!,
  };
  let result = measured(units, factors);

  const picture = svg('svg', { 'aria-hidden': 'true' });
  const controls = names.map((name) =>
    createSlider({
      ...sliders[name],
      steps: STEPS,
      format: (value) => value.toFixed(1),
      change: (value) => set({ ...factors, [name]: value }),
    }),
  );
  const reset = createButton('↺', () => set(STANDARD), {
    'aria-label': 'Reset both to mean 0 and variance 1',
  });
  const elements = controls.map(({ element }) => element);
  const group = make('div', { class: 'factors' }, ...elements, reset);
  const stage = createStage({
    title: TITLE,
    layers: [picture],
    controls: [group],
    draw: (size) => picture.replaceChildren(...asteriskPicture(size, n, factors, result)),
  });

  function show(): void {
    for (const [i, name] of names.entries()) controls[i]!.show(factors[name]);
    stage.tell(asteriskWords(n, factors, result));
    stage.redraw();
  }

  function set(next: Factors): void {
    factors = next;
    result = measured(units, factors);
    show();
    host.changed();
  }

  show();
  return {
    element: stage.element,
    values() {
      const factor = factorOf(factors);
      return { predicted: n * factor, measured: result.variance, n, factor };
    },
    show(next) {
      host = next;
      if (host.seed !== seed) {
        seed = host.seed;
        units = drawUnits(n, seed);
        result = measured(units, factors);
      }
      show();
    },
    dispose: stage.dispose,
  };
}

/** “Variance = number of terms” holds for factors of mean 0 and variance 1 only. */
export const asterisk: FigureRow = {
  title: TITLE,
  options: {
    n: { label: 'terms of a sum', default: 100, low: 1, high: MOST_TERMS },
    mean_x: { label: 'mean of x', default: 0, low: 0, high: 2 },
    std_x: { label: 'std of x', default: 1, low: 0, high: 2 },
    mean_w: { label: 'mean of w', default: 0, low: 0, high: 2 },
    std_w: { label: 'std of w', default: 1, low: 0, high: 2 },
  },
  values: ['n', 'predicted', 'measured', 'factor'],
  create,
};
