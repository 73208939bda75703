/** What a figure is moved by: native controls, so that mouse, touch and keyboard all work. */

export interface SliderOptions {
  readonly label: string;
  /** Stands for the label in sight, where it is the formula's. */
  readonly symbol?: string;
  /** What it can be set to, ascending: see steps.ts. */
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
  const element = document.createElement('label');
  element.className = 'slider';
  const name = document.createElement('span');
  name.textContent = symbol;
  const value = document.createElement('output');
  const input = document.createElement('input');
  Object.assign(input, { type: 'range', min: '0', max: String(steps.length - 1), step: '1' });
  input.setAttribute('aria-label', label);
  // The longest value decides on the width, so that nothing moves from under the hand.
  value.style.minWidth = `${Math.max(...steps.map((step) => format(step).length))}ch`;
  element.append(name, input, value);
  input.addEventListener('input', () => change(steps[input.valueAsNumber]!));
  return {
    element,
    /** A value between two steps is shown as it is. */
    show(shown: number): void {
      input.value = String(nearest(steps, shown));
      value.textContent = format(shown);
      input.setAttribute('aria-valuetext', format(shown));
    },
  };
}

/** A button. */
export function createButton(text: string, act: () => void) {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = text;
  element.addEventListener('click', act);
  return element;
}

/** Controls that belong together stay in one line. */
export function createRow(...controls: readonly HTMLElement[]) {
  const element = document.createElement('div');
  element.className = 'row';
  element.append(...controls);
  return element;
}

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
