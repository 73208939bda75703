/** A figure's controls: native ones, so that mouse, touch and keyboard all work. */
import { createRange } from '../../../dom/controls';
import { make } from '../../../dom/make';

export interface SliderOptions {
  readonly label: string;
  /** Stands for the label in sight, where it is the formula's. */
  readonly symbol?: string;
  /** The values that it can be set to, ascending: see steps.ts. */
  readonly steps: readonly number[];
  format?(value: number): string;
  change(value: number): void;
}

/** Index of the step nearest to a value. */
const nearest = (steps: readonly number[], value: number) =>
  steps.reduce(
    (best, step, i) => (Math.abs(step - value) < Math.abs(steps[best]! - value) ? i : best),
    0,
  );

/** A slider with its label and its value in figures. */
export function createSlider({
  label,
  symbol = label,
  steps,
  format = String,
  change,
}: SliderOptions) {
  const range = { min: 0, max: steps.length - 1, step: 1 };
  const input = createRange(range, (i) => change(steps[i]!), { 'aria-label': label });
  const value = make('output');
  // The longest value sets the width, so that the slider does not move.
  value.style.minWidth = `${Math.max(...steps.map((step) => format(step).length))}ch`;
  return {
    element: make('label', { class: 'slider' }, make('span', { text: symbol }), input, value),
    /** A value between two steps is shown as it is. */
    show(shown: number): void {
      input.value = String(nearest(steps, shown));
      value.textContent = format(shown);
      input.setAttribute('aria-valuetext', format(shown));
    },
  };
}

/** Controls that belong together stay in one line. */
export const createRow = (...controls: readonly HTMLElement[]) =>
  make('div', { class: 'row' }, ...controls);

/** The space bar presses this button from everywhere in a figure but from its other buttons. */
export function pressedBySpace(button: HTMLButtonElement, figure: HTMLElement): void {
  button.setAttribute('aria-keyshortcuts', 'Space');
  figure.addEventListener('keydown', (event) => {
    if (event.key !== ' ' || event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    event.stopPropagation();
    button.click();
  });
}

/** From low to high in equal steps, without the rounding of adding them up. */
export const linearSteps = (low: number, high: number, step: number): number[] =>
  Array.from({ length: Math.round((high - low) / step) + 1 }, (_, i) =>
    Number((low + i * step).toPrecision(12)),
  );

/**
 * Whole numbers from low to high, about `perDecade` to a decade: every one at the low end, where
 * equal ratios lie closer than 1. `also` are the numbers that people will look for.
 */
export function logSteps(low: number, high: number, perDecade: number, also: number[] = []) {
  const count = Math.ceil(perDecade * Math.log10(high / low));
  const steps = Array.from({ length: count + 1 }, (_, i) =>
    Math.round(low * (high / low) ** (i / count)),
  );
  return [...new Set([...steps, ...also])].sort((a, b) => a - b);
}
