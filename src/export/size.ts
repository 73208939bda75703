/** The size of a picture, as it is chosen from a list or typed. */
import { createSelect } from '../dom/controls';
import { make } from '../dom/make';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** In pixels: what a canvas and every codec can. */
export const limits = { width: [160, 3840], height: [120, 2160] } as const;

/** From a slide to a poster; the first is chosen at first. */
const sizes: readonly (readonly [width: number, height: number])[] = [
  [1920, 1080],
  [1280, 720],
  [2560, 1440],
  [3840, 2160],
  [1600, 1200],
  [2160, 2160],
];

const nameOf = ([width, height]: readonly [number, number]) => `${width} × ${height}`;

/** What is wrong with a length, if anything. */
export function lengthProblem(which: keyof Size, typed: string): string | undefined {
  const [least, most] = limits[which];
  const value = Number(typed);
  return typed.trim() !== '' && Number.isInteger(value) && value >= least && value <= most
    ? undefined
    : `${which} “${typed.trim()}” is not a whole number from ${least} to ${most}.`;
}

/** A list of sizes, and two fields for any other. */
export function createSize(changed: () => void) {
  const field = (which: keyof Size) => {
    const input = make('input', {
      type: 'text',
      inputmode: 'numeric',
      size: 4,
      'aria-label': `${which} in pixels`,
    });
    input.addEventListener('change', () => {
      show();
      changed();
    });
    return input;
  };
  const [width, height] = [field('width'), field('height')];
  const list = createSelect(
    [...sizes.map((size) => new Option(nameOf(size))), new Option('other')],
    (name) => {
      const size = sizes.find((one) => nameOf(one) === name);
      if (size) set(size);
      else width.focus();
      changed();
    },
    { 'aria-label': 'size' },
  );
  const set = ([w, h]: readonly [number, number]) => {
    width.value = String(w);
    height.value = String(h);
  };
  const show = () => {
    const size = sizes.find(([w, h]) => width.value === String(w) && height.value === String(h));
    list.value = size ? nameOf(size) : 'other';
  };
  set(sizes[0]!);
  show();

  return {
    element: make('div', {}, list, width, '×', height),
    /** A size, or a sentence that says what is wrong with what was typed. */
    read(): Size | string {
      const problem = lengthProblem('width', width.value) ?? lengthProblem('height', height.value);
      return problem ?? { width: Number(width.value), height: Number(height.value) };
    },
  };
}
