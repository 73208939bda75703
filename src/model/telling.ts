/** Wording for a pass: activations from the input on, gradients from the last layer down. */
import type { Family } from './histogram';
import { theLayer } from './layer-name';

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
