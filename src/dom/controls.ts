/** Native controls, so that mouse, touch, keyboard and screen readers all work. */
import { type Attributes, type Child, make, uniqueId } from './make';

/** A button that says what it does, and submits nothing. */
export function createButton(text: string, act: () => void, attributes: Attributes = {}) {
  const element = make('button', { type: 'button', ...attributes }, text);
  element.addEventListener('click', act);
  return element;
}

/** Radio buttons of a table's rows, each in a label with its text. */
export function createRadios<T extends string>(
  options: Readonly<Partial<Record<T, string>>>,
  change: (value: T) => void,
) {
  // Two groups with the same label must stay independent.
  const name = uniqueId('choice');
  const radios = (Object.entries(options) as [T, string][]).map(([value, text]) => {
    const input = make('input', { type: 'radio', name, value });
    input.addEventListener('change', () => change(value));
    return { value, input, label: make('label', {}, input, text) };
  });
  return {
    labels: radios.map(({ label }) => label),
    /** Checks one; none where the value has no button. */
    show(shown: T): void {
      for (const { value, input } of radios) input.checked = value === shown;
    },
    /** Hides the buttons that do not apply now. */
    offer(isOffered: (value: T) => boolean): void {
      for (const { value, label } of radios) label.hidden = !isOffered(value);
    },
  };
}

/** A list of options, of which one is chosen. */
export function createSelect(
  options: readonly (HTMLOptionElement | HTMLOptGroupElement)[],
  change: (value: string) => void,
  attributes: Attributes = {},
) {
  const element = make('select', attributes, ...options);
  element.addEventListener('change', () => change(element.value));
  return element;
}

/** What a slider can be set to; it begins with the least. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** A slider without words: `input` hears of every value on the way, and may set `aria-valuetext`. */
export function createRange(
  { min, max, step }: Range,
  input: (value: number) => void,
  attributes: Attributes = {},
) {
  const element = make('input', { type: 'range', min, max, step, value: min, ...attributes });
  element.addEventListener('input', () => input(element.valueAsNumber));
  return element;
}

/** A dialog, closed, that has its title for a name. */
export function createDialog(className: string, title: HTMLElement, ...children: Child[]) {
  title.id = uniqueId('title');
  return make('dialog', { class: className, 'aria-labelledby': title.id }, ...children);
}
