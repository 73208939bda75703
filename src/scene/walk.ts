import { BINS } from '../model/histogram';
import type { Pointed } from '../model/view';

/**
 * How far a key goes: layers, bins. Up the screen is deeper into the stack. Page Up and Page Down are
 * left to a presenter's clicker.
 */
const steps: Readonly<Record<string, readonly [layers: number, bins: number]>> = {
  ArrowUp: [1, 0],
  ArrowDown: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  'Shift+ArrowUp': [10, 0],
  'Shift+ArrowDown': [-10, 0],
  Home: [Number.NEGATIVE_INFINITY, 0],
  End: [Number.POSITIVE_INFINITY, 0],
};

const clamp = (x: number, low: number, high: number) => Math.max(low, Math.min(high, x));

/**
 * What is pointed at after a key (“Shift+” before it where that is held), or undefined if it is none
 * of these. `first` and `last` are the layers that there are; the first step only begins.
 */
export function walk(
  key: string,
  pointed: Pointed | undefined,
  first: number,
  last: number,
): Pointed | undefined {
  if (!Object.hasOwn(steps, key)) return undefined;
  const [layers, bins] = steps[key]!;
  if (!pointed && Number.isFinite(layers)) return { layer: first };
  const layer = clamp((pointed?.layer ?? first) + layers, first, last);
  const { bin } = pointed ?? {};
  if (bins === 0) return bin === undefined ? { layer } : { layer, bin };
  // Where no bin is pointed at yet, start in the layer's middle.
  return { layer, bin: bin === undefined ? BINS / 2 : clamp(bin + bins, -1, BINS) };
}
