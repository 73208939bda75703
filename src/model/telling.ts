/** Wording for a pass: activations from the input on, gradients from the last layer down. */

import { readable, theLayer } from './format';
import type { Family } from './histogram';
import { type NumberFormatName, numberFormats } from './number-format';

/** A figure and the layer that it is of. */
interface At {
  readonly layer: number;
  readonly value: string;
}

export interface Telling {
  /** Shown while there is no data. */
  readonly none: string;
  /** The subject of a clause about all numbers of a layer. */
  readonly each: string;
  /** Before the name of a magnitude. */
  readonly whose: string;
  /** Where a pass goes from a layer. */
  readonly onwards: 'on' | 'down';
  /** A magnitude at both ends of the pass. */
  ends(name: string, first: At, last: At): string;
}

export const tellings: Record<Family, Telling> = {
  activations: {
    none: 'no layer yet',
    each: 'every value',
    whose: '',
    onwards: 'on',
    ends: (name, _, { layer, value }) =>
      `${name} ${value} after ${layer} ${layer === 1 ? 'layer' : 'layers'}`,
  },
  gradients: {
    none: 'no gradient yet',
    each: 'every gradient',
    whose: 'gradient’s ',
    onwards: 'down',
    ends: (name, first, last) =>
      `${name} ${last.value} at ${theLayer(last.layer)}, ${first.value} at ${theLayer(first.layer)}`,
  },
  weights: {
    none: 'no weights yet',
    each: 'every weight',
    whose: '',
    onwards: 'on',
    ends: (name, first, last) =>
      `${name} ${first.value} in ${theLayer(first.layer)}, ${last.value} in ${theLayer(last.layer)}`,
  },
};

/** The properties of the arithmetic that decide how a pass ends. */
export interface Arithmetic {
  /** The adapter takes float32's subnormal numbers for 0. */
  readonly flushesSubnormals?: boolean | undefined;
  /** float32 if absent. */
  readonly format?: NumberFormatName | undefined;
}

/** Root mean squares of layers that are not all 0, in the order of the pass. */
export interface Fading {
  readonly rms: readonly number[];
  /** Terms of a sum in the layer that is all 0. */
  readonly terms: number;
}

const { smallestNormal } = numberFormats.float32;

/**
 * How many layers later a pass would have come to 0 on a machine that keeps subnormal numbers, as
 * PyTorch does on a CPU; 0 if it was not flushing that ended it. It was if the next layer, smaller by
 * the same factor as those before, lies where subnormal numbers do. That is below 2⁻¹²⁶ for each
 * product w·x, and for the sum of n of them below √n times this; and above the format's smallest
 * number, where any machine ends. The factor is the mean one of the last half, because the first
 * layers of a curved activation still find their way.
 */
export function layersFlushed({ rms, terms }: Fading, format: NumberFormatName = 'float32') {
  const [half, last] = [rms[Math.floor((rms.length - 1) / 2)], rms.at(-1)];
  if (half === undefined || last === undefined || last >= half) return 0;
  const factor = (last / half) ** (1 / (rms.length - 1 - Math.floor((rms.length - 1) / 2)));
  const next = last * factor;
  const { smallest } = numberFormats[format];
  if (next < smallest || next > Math.sqrt(terms) * smallestNormal) return 0;
  return Math.max(0, Math.round(Math.log(smallestNormal / smallest) / -Math.log(factor)));
}

/** The clause that says so, or undefined. */
export function flushedInWords(fading: Fading, machine: Arithmetic): string | undefined {
  const later = machine.flushesSubnormals ? layersFlushed(fading, machine.format) : 0;
  if (later === 0) return undefined;
  const limit = readable(smallestNormal, 2);
  const layers = later === 1 ? 'a layer' : `${later} layers`;
  return `flushed below ${limit} (PyTorch: about ${layers} later)`;
}
